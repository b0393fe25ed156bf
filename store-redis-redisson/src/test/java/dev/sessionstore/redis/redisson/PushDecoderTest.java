package dev.sessionstore.redis.redisson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sessionstore.redis.ChangeLink.Listener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushDecoderTest {

    private static final String REPORT_OF_A = ">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\na\r\n";
    private static final String REPORT_OF_TWO = ">2\r\n$10\r\ninvalidate\r\n*2\r\n$3\r\nü1\r\n$1\r\nb\r\n";
    private static final String REPORT_OF_ALL = ">2\r\n$10\r\ninvalidate\r\n_\r\n";
    private static final String OTHER_PUSH = ">3\r\n$7\r\nmessage\r\n$1\r\nc\r\n%1\r\n+k\r\n:1\r\n";

    /** Of each type, with what looks like a report inside. */
    private static final List<String> ANSWERS = List.of(
            "+OK\r\n",
            "-ERR no\r\n",
            ":-12\r\n",
            "_\r\n",
            ",1.5\r\n",
            "#t\r\n",
            "(123\r\n",
            "$-1\r\n",
            "$0\r\n\r\n",
            "$32\r\n" + REPORT_OF_A + "\r\n",
            "=7\r\ntxt:abc\r\n",
            "!3\r\nERR\r\n",
            "*-1\r\n",
            "*2\r\n*1\r\n:1\r\n$1\r\nx\r\n",
            "~1\r\n+x\r\n",
            "%1\r\n+proto\r\n:3\r\n");

    private final List<String> arrived = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel(new PushDecoder(new Recorder()), new Answers());

    @Test
    void reportsAreToldBetweenTheAnswersAsTheServerSentThem() {
        String sent = REPORT_OF_A + String.join(REPORT_OF_A, ANSWERS) + OTHER_PUSH + REPORT_OF_TWO + REPORT_OF_ALL
                + "+PONG\r\n";
        List<String> expected = new ArrayList<>();
        ANSWERS.forEach(answer -> {
            expected.add("changed [a]");
            expected.add(answer);
        });
        expected.addAll(List.of("changed [ü1, b]", "all changed", "+PONG\r\n"));

        receive(sent, sent.length());
        assertThat(arrived).as("in one packet").isEqualTo(expected);
        arrived.clear();
        receive(sent, 1);
        assertThat(arrived).as("byte by byte").isEqualTo(expected);
        assertThat(channel.isOpen()).isTrue();
    }

    private void receive(String sent, int packet) {
        ByteBuf bytes = Unpooled.copiedBuffer(sent, StandardCharsets.UTF_8);
        while (bytes.isReadable()) {
            channel.writeInbound(bytes.readBytes(Math.min(packet, bytes.readableBytes())));
        }
        bytes.release();
    }

    @Test
    void whatIsNotUnderstoodClosesTheConnection() {
        for (String wrong : List.of("?\r\n", "$x\r\n", "$?\r\n")) {
            EmbeddedChannel broken = new EmbeddedChannel(new PushDecoder(new Recorder()));
            assertThatExceptionOfType(DecoderException.class)
                    .isThrownBy(() -> broken.writeInbound(Unpooled.copiedBuffer(wrong, StandardCharsets.UTF_8)));
            assertThat(broken.isOpen()).isFalse();
        }
    }

    private final class Recorder implements Listener {

        @Override
        public void changed(List<String> keys) {
            arrived.add("changed " + keys);
        }

        @Override
        public void allChanged() {
            arrived.add("all changed");
        }

        @Override
        public void ended() {
            arrived.add("ended");
        }
    }

    private final class Answers extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object answer) {
            ByteBuf bytes = (ByteBuf) answer;
            arrived.add(bytes.toString(StandardCharsets.UTF_8));
            bytes.release();
        }
    }
}
