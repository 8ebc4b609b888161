package health.careloop.ldt.write;

import java.util.SplittableRandom;

/**
 * A value with the flag that belongs to it.
 *
 * @param flag "", +, ++, - or --
 * @param low beyond the lower end, when it is beyond any
 */
record Drawn(String value, String flag, boolean low, boolean critical) {

    /** Three of four values are within the range; those beyond it stay clear of the alarm limits. */
    static Drawn of(Analyte analyte, SplittableRandom random, boolean critical) {
        if (critical) {
            boolean low =
                    Double.isNaN(analyte.alarmHigh()) || !Double.isNaN(analyte.alarmLow()) && random.nextBoolean();
            double limit = low ? analyte.alarmLow() : analyte.alarmHigh();
            double value = limit * (low ? 0.85 : 1.15);
            return new Drawn(LdtGenerator.number(analyte, value), low ? "--" : "++", low, true);
        }
        double width = analyte.high() - analyte.low();
        if (random.nextInt(4) > 0) {
            double within = analyte.low() + width * (0.1 + 0.8 * random.nextDouble());
            return new Drawn(LdtGenerator.number(analyte, within), "", false, false);
        }
        boolean low = random.nextBoolean() && analyte.low() > 1;
        double end = low ? analyte.low() : analyte.high();
        double farthest = low
                ? Double.isNaN(analyte.alarmLow()) ? analyte.low() * 0.5 : analyte.alarmLow()
                : Double.isNaN(analyte.alarmHigh()) ? analyte.high() * 2 : analyte.alarmHigh();
        double share = 0.2 + 0.6 * random.nextDouble();
        double value = end + (farthest - end) * share;
        String sign = low ? "-" : "+";
        return new Drawn(LdtGenerator.number(analyte, value), share > 0.6 ? sign + sign : sign, low, false);
    }
}
