/** Prints its arguments, on every system alike. */
final class Say {

    public static void main(String[] args) {
        System.out.println(String.join(" ", args));
    }
}
