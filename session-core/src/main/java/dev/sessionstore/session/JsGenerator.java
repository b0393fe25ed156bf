package dev.sessionstore.session;

import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Writes numbers as {@code JSON.stringify} does. What JavaScript would round when it reads it (a long beyond 2^53, a decimal of
 * many digits) becomes a string instead, which Java reads back as the number it was.
 */
final class JsGenerator extends JsonGeneratorDelegate {

    JsGenerator(JsonGenerator target) {
        super(target, false);
    }

    @Override
    public JsonGenerator writeNumber(long value) {
        return JsNumber.isExact(value) ? super.writeNumber(value) : writeString(Long.toString(value));
    }

    @Override
    public JsonGenerator writeNumber(double value) {
        return Double.isFinite(value) ? super.writeNumber(JsNumber.format(value)) : writeNull();
    }

    @Override
    public JsonGenerator writeNumber(float value) {
        return Float.isFinite(value) ? writeNumber(Double.parseDouble(Float.toString(value))) : writeNull();
    }

    @Override
    public JsonGenerator writeNumber(BigInteger value) {
        return value.bitLength() < Long.SIZE ? writeNumber(value.longValue()) : writeString(value.toString());
    }

    @Override
    public JsonGenerator writeNumber(BigDecimal value) {
        return JsNumber.isExact(value) ? writeNumber(value.doubleValue()) : writeString(value.toString());
    }

    @Override
    public JsonGenerator writeArray(long[] array, int offset, int length) {
        writeStartArray();
        for (int i = offset; i < offset + length; i++) {
            writeNumber(array[i]);
        }
        return writeEndArray();
    }

    @Override
    public JsonGenerator writeArray(double[] array, int offset, int length) {
        writeStartArray();
        for (int i = offset; i < offset + length; i++) {
            writeNumber(array[i]);
        }
        return writeEndArray();
    }
}
