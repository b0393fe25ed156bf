package dev.sessionstore.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a shared library whose functions all return -1, for a machine without libaio or libnuma. MySQL's server is linked with
 * both but calls neither when native asynchronous I/O and memory interleaving are off; only the loader needs the names. The format
 * is ELF for x86-64, with GNU symbol versions; see the System V ABI and the Linux Standard Base.
 */
final class StubLibrary {

    private static final int TEXT = 0x200;
    private static final int DYNAMIC = 0x1000;
    private static final int SYMBOL_SIZE = 24;

    /** mov rax, -1; ret. */
    private static final byte[] RETURN_MINUS_ONE = {0x48, (byte) 0xc7, (byte) 0xc0, -1, -1, -1, -1, (byte) 0xc3};

    private final String soname;
    private final List<Function> functions;
    private final List<String> versions;
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();

    /** A function that the program imports, with its symbol version. */
    private record Function(String name, String version) {}

    private StubLibrary(String soname, List<Function> functions) {
        this.soname = soname;
        this.functions = functions;
        this.versions = functions.stream().map(Function::version).distinct().toList();
        strings.write(0);
    }

    /** Writes the libraries that this machine lacks into a folder on the program's library path. */
    static void writeMissing(Path folder) throws IOException {
        for (StubLibrary library : all()) {
            if (!library.isInstalled()) {
                library.write(folder);
            }
        }
    }

    /** {@return the libraries that MySQL's server needs and a small machine lacks} */
    static List<StubLibrary> all() {
        StubLibrary aio = new StubLibrary(
                "libaio.so.1",
                List.of(
                        new Function("io_setup", "LIBAIO_0.4"),
                        new Function("io_getevents", "LIBAIO_0.4"),
                        new Function("io_submit", "LIBAIO_0.1")));
        StubLibrary numa = new StubLibrary(
                "libnuma.so.1",
                List.of(
                        new Function("numa_available", "libnuma_1.1"),
                        new Function("numa_free", "libnuma_1.1"),
                        new Function("numa_alloc_local", "libnuma_1.1"),
                        new Function("set_mempolicy", "libnuma_1.1"),
                        new Function("mbind", "libnuma_1.1"),
                        new Function("numa_bitmask_free", "libnuma_1.2"),
                        new Function("numa_get_mems_allowed", "libnuma_1.2")));
        return List.of(aio, numa);
    }

    /** {@return the file written} */
    Path write(Path folder) throws IOException {
        return Files.write(folder.resolve(soname), bytes());
    }

    private boolean isInstalled() {
        return Stream.of("/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64", "/usr/lib")
                .anyMatch(folder -> Files.exists(Path.of(folder, soname)));
    }

    private byte[] bytes() {
        ByteBuffer file = ByteBuffer.allocate(DYNAMIC + 0x200).order(ByteOrder.LITTLE_ENDIAN);
        file.position(TEXT).put(RETURN_MINUS_ONE);
        int hash = align(file);
        putHash(file);
        int symbols = align(file);
        putSymbols(file);
        int versionOfSymbol = align(file);
        putVersionOfSymbol(file);
        int definitions = align(file);
        putDefinitions(file);
        int name = string(soname);
        int stringTable = align(file);
        file.put(strings.toByteArray());
        int end = file.position();
        file.position(DYNAMIC);
        long[][] dynamic = {
            {14, name},
            {4, hash},
            {5, stringTable},
            {6, symbols},
            {10, strings.size()},
            {11, SYMBOL_SIZE},
            {0x6ffffff0L, versionOfSymbol},
            {0x6ffffffcL, definitions},
            {0x6ffffffdL, versions.size() + 1},
            {0, 0}
        };
        for (long[] entry : dynamic) {
            file.putLong(entry[0]).putLong(entry[1]);
        }
        int dynamicSize = dynamic.length * 16;
        putHeaders(file, end, dynamicSize);
        byte[] bytes = new byte[DYNAMIC + dynamicSize];
        file.get(0, bytes);
        return bytes;
    }

    private static void putHeaders(ByteBuffer file, int end, int dynamicSize) {
        file.position(0).put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
        file.putShort((short) 3).putShort((short) 62).putInt(1); // a shared object, for x86-64
        file.putLong(0).putLong(64).putLong(0).putInt(0); // program headers follow, no sections
        file.putShort((short) 64).putShort((short) 56).putShort((short) 4);
        file.putShort((short) 64).putShort((short) 0).putShort((short) 0);
        putSegment(file, 1, 5, 0, end, 0x1000); // loaded, to read and execute
        putSegment(file, 1, 6, DYNAMIC, dynamicSize, 0x1000); // loaded, to read and write
        putSegment(file, 2, 6, DYNAMIC, dynamicSize, 8); // the dynamic section
        putSegment(file, 0x6474e551, 6, 0, 0, 16); // no executable stack
    }

    private static void putSegment(ByteBuffer file, int type, int flags, long at, long size, long alignment) {
        file.putInt(type)
                .putInt(flags)
                .putLong(at)
                .putLong(at)
                .putLong(at)
                .putLong(size)
                .putLong(size);
        file.putLong(alignment);
    }

    /** One bucket with all symbols in it. */
    private void putHash(ByteBuffer file) {
        int symbols = functions.size() + 1;
        file.putInt(1).putInt(symbols).putInt(1).putInt(0);
        for (int i = 1; i < symbols; i++) {
            file.putInt(i + 1 < symbols ? i + 1 : 0);
        }
    }

    private void putSymbols(ByteBuffer file) {
        file.put(new byte[SYMBOL_SIZE]);
        for (Function function : functions) {
            file.putInt(string(function.name())).put((byte) 0x12).put((byte) 0).putShort((short) 1); // global function
            file.putLong(TEXT).putLong(RETURN_MINUS_ONE.length);
        }
    }

    private void putVersionOfSymbol(ByteBuffer file) {
        file.putShort((short) 0);
        for (Function function : functions) {
            file.putShort((short) (versions.indexOf(function.version()) + 2));
        }
    }

    /** Version 1 is the library's own name. */
    private void putDefinitions(ByteBuffer file) {
        for (int i = 0; i <= versions.size(); i++) {
            String name = i == 0 ? soname : versions.get(i - 1);
            file.putShort((short) 1)
                    .putShort((short) (i == 0 ? 1 : 0))
                    .putShort((short) (i + 1))
                    .putShort((short) 1);
            file.putInt(hash(name)).putInt(20).putInt(i < versions.size() ? 28 : 0);
            file.putInt(string(name)).putInt(0);
        }
    }

    /** The hash function of the System V ABI. */
    private static int hash(String name) {
        int hash = 0;
        for (byte b : name.getBytes(StandardCharsets.US_ASCII)) {
            hash = (hash << 4) + b;
            int high = hash & 0xf0000000;
            hash = (hash ^ (high >>> 24)) & ~high;
        }
        return hash;
    }

    private int string(String text) {
        int at = strings.size();
        strings.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        strings.write(0);
        return at;
    }

    private static int align(ByteBuffer file) {
        file.position((file.position() + 7) & ~7);
        return file.position();
    }
}
