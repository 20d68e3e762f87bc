package org.equipoise.launcher.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command line for a part written in Java: quick to start and small, which matters more here than peak speed. */
final class JavaProgram {

    private final List<String> command = new ArrayList<>();

    private JavaProgram(int heapMegabytes) {
        command.add(executable().toString());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xms32m",
                "-Xmx" + heapMegabytes + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8"));
    }

    static JavaProgram withHeap(int megabytes) {
        return new JavaProgram(megabytes);
    }

    static Path executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    JavaProgram option(String... options) {
        command.addAll(List.of(options));
        return this;
    }

    List<String> jar(Path jar, String... arguments) {
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return List.copyOf(command);
    }

    List<String> main(String classPath, String mainClass, String... arguments) {
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(List.of(arguments));
        return List.copyOf(command);
    }
}
