package org.prmonitor.consumer.console.internal;

/** Colour, or none. Sequences are "Select Graphic Rendition" of ECMA-48, section 8.3.117. */
enum TextStyle {
    PLAIN {
        @Override
        String paint(String sequence, String text) {
            return text;
        }
    },
    COLORED {
        @Override
        String paint(String sequence, String text) {
            return "\u001b[" + sequence + "m" + text + "\u001b[0m";
        }
    };

    abstract String paint(String sequence, String text);

    String heading(String text) {
        return paint("1", text);
    }

    String minor(String text) {
        return paint("2", text);
    }

    String warning(String text) {
        return paint("33", text);
    }

    String failure(String text) {
        return paint("31", text);
    }

    String alarm(String text) {
        return paint("1;37;41", text);
    }
}
