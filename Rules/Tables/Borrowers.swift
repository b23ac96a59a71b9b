enum Borrowers { static let names: Set<String> = [] }
