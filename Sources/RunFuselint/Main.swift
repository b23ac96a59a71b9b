import FuselintKit

@main
enum Main {
    static func main() { Fuselint.main() }
}
