package health.careloop.ldt.rules;

import health.careloop.ldt.Sentence;

/**
 * One rule about the form of a content.
 *
 * @param id of KBV, such as "F013"
 * @param sentence what the content should be, as the end of a sentence
 * @param fields the fields it binds
 */
record FormatRule(String id, Sentence sentence, Shapes.Shape shape, int... fields) {
    FormatRule(String id, String german, String english, Shapes.Shape shape, int... fields) {
        this(id, new Sentence(german, english), shape, fields);
    }
}
