import Analysis

/// All tables of kernel facts as one.
public enum KernelTables {
    /// What the tables of methods' duties name: functions, slots and members.
    public static var namesInDuties: Set<String> { Duties.names }

    public static let all: KernelFacts = {
        var functions: [String: FunctionFacts] = [:]
        for name in Borrowers.names { functions[name] = FunctionFacts() }
        do {
            for table in [MemoryTable.text, ReferenceTable.text, LockTable.text, StateTable.text, FuseTable.text] {
                functions.merge(try FactTable(table).functions) { _, told in told }
            }
            return KernelFacts(
                functions: functions, handed: try FactTable(SlotTable.text).functions.mapValues(\.effects),
                sleepers: try SleepTable.read(), contracts: try SlotContracts.read())
        } catch {
            // A table that is wrong is a fault of the program itself; a test reads them all.
            fatalError("\(error)")
        }
    }()
}
