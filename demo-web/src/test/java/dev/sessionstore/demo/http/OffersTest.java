package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sessionstore.bench.stores.StoreSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class OffersTest {

    private static final StoreSpec MINE = StoreSpec.parse("redis-jedis=redis://me:secret@localhost:6379");
    private static final StoreSpec YOURS = StoreSpec.parse("redis-jedis=redis://you:secret@localhost:6379");

    private final Offers offers = new Offers(MINE, List.of(YOURS, StoreSpec.parse("memory")));

    @Test
    void whatLooksTheSameIsNumberedAndWhatIsTheSameIsOfferedOnce() {
        assertThat(offers.byName())
                .containsEntry("redis-jedis redis://localhost:6379", MINE)
                .containsEntry("redis-jedis redis://localhost:6379 #2", YOURS)
                .containsKeys("memory", "jdbc:h2:mem:session-store-demo")
                .doesNotContainKeys("memory #2", "redis-jedis redis://localhost:6379 #3");
        assertThat(offers.byName().keySet()).noneMatch(name -> name.contains("secret"));
    }

    @Test
    void whatIsInUseIsOfferedInAnyCase() {
        StoreSpec inUse = StoreSpec.parse("redis-lettuce=redis://elsewhere:1");

        assertThat(offers.byName(inUse)).containsEntry(inUse.name(), inUse);
        assertThat(offers.named(inUse.name(), inUse)).isEqualTo(inUse);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> offers.named(inUse.name()))
                .withMessageContaining("elsewhere");
    }
}
