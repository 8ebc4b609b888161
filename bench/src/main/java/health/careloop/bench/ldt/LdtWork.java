package health.careloop.bench.ldt;

import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtTokenizer;
import health.careloop.ldt.rules.LdtValidator;
import health.careloop.ldt.rules.Strictness;

/** What is measured, each a pass over all messages. What it gives back keeps the compiler from leaving it out. */
public enum LdtWork {
    /** The floor: every byte is looked at once. */
    LINE_ENDS {
        @Override
        public long pass(LdtCorpus corpus) {
            long ends = 0;
            for (byte[] message : corpus.messages()) {
                ends += lineEnds(message);
            }
            return ends;
        }

        private static int lineEnds(byte[] message) {
            int ends = 0;
            for (byte value : message) {
                if (value == '\n') {
                    ends++;
                }
            }
            return ends;
        }
    },

    /** From line to line, each with its field, its length and where its content stands. */
    TOKENISE {
        @Override
        public long pass(LdtCorpus corpus) {
            long sum = 0;
            for (byte[] message : corpus.messages()) {
                LdtTokenizer lines = LdtTokenizer.of(message);
                while (lines.next()) {
                    sum += lines.fieldId() + lines.declaredLength() + lines.contentLength();
                }
            }
            return sum;
        }
    },

    /** Fields, records, objects, charset, lengths, sums. */
    STRUCTURE {
        @Override
        public long pass(LdtCorpus corpus) {
            long records = 0;
            for (byte[] message : corpus.messages()) {
                for (LdtPackage found : LdtReader.read(message).packages()) {
                    records += found.records().size();
                }
            }
            return records;
        }
    },

    /** The same and every rule of structure, format, code and context. */
    RULES {
        private final LdtValidator validator = LdtValidator.of(Strictness.STRICT);

        @Override
        public long pass(LdtCorpus corpus) {
            long faults = 0;
            for (byte[] message : corpus.messages()) {
                LdtFile file = LdtReader.read(message);
                faults += file.faults().size() + validator.check(file).size();
            }
            return faults;
        }
    },

    /** From texts to bytes, with every length and sum. */
    WRITE {
        @Override
        public long pass(LdtCorpus corpus) {
            long bytes = 0;
            for (LdtFile file : corpus.files()) {
                bytes += Rewriting.of(file).length;
            }
            return bytes;
        }
    };

    public abstract long pass(LdtCorpus corpus);
}
