package dev.sessionstore.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

class LockTest {

    /** A virtual thread that waits inside such a block keeps its carrier, until JDK 24. */
    @Test
    void mainCodeHasNoSynchronizedMethodOrBlock() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> found = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(mainSources()));
            Trees trees = Trees.instance(task);
            task.parse().forEach(unit -> new Scanner(trees).scan(unit, found));
        }
        assertThat(found).isEmpty();
    }

    private static List<Path> mainSources() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            List<Path> sources = new ArrayList<>();
            for (Path root : modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
            assertThat(sources).hasSizeGreaterThan(100);
            return sources;
        }
    }

    /** Adds where it finds one. */
    private static final class Scanner extends TreePathScanner<Void, List<String>> {

        private final Trees trees;

        Scanner(Trees trees) {
            this.trees = trees;
        }

        @Override
        public Void visitSynchronized(SynchronizedTree block, List<String> found) {
            found.add(where(block));
            return super.visitSynchronized(block, found);
        }

        @Override
        public Void visitMethod(MethodTree method, List<String> found) {
            if (method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
                found.add(where(method));
            }
            return super.visitMethod(method, found);
        }

        private String where(Tree tree) {
            CompilationUnitTree file = getCurrentPath().getCompilationUnit();
            long position = trees.getSourcePositions().getStartPosition(file, tree);
            return file.getSourceFile().getName() + ":" + file.getLineMap().getLineNumber(position);
        }
    }
}
