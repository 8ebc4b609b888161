package health.careloop.bench.ldt;

import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtReader;

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
