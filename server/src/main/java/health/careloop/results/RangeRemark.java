package health.careloop.results;

/** Why a value is not compared with the range it came with. */
public enum RangeRemark {
    /** The lower limit lies above the upper one. */
    CONTRADICTORY,
    /** Value or limits have more digits than are computed with. */
    TOO_MANY_DIGITS
}
