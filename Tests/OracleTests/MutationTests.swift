import Foundation
import Program
import Testing

/// The comparison must be able to fail: a graph with one fault put in differs from clang's.
@Suite(.enabled(if: ClangDump.binary != nil, "needs the clang program")) struct MutationTests {
    private func subject() throws -> Subject {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Fixtures/"
        return try Subject(path: folder + "statements.c", file: "statements.c", arguments: ["-std=gnu11", "-w"]) {
            $0.hasPrefix(folder) ? String($0.dropFirst(folder.count)) : nil
        }
    }

    /// How many of the changed functions are told from clang's, and how many were tried.
    private func caught(_ change: (Function) -> [Function]) throws -> (found: Int, tried: Int, missed: [String]) {
        let subject = try subject()
        var found = 0
        var tried = 0
        var missed: [String] = []
        for function in subject.unit.functions where subject.compare(function).differences.isEmpty {
            for mutant in change(function) {
                tried += 1
                if subject.compare(mutant).differences.isEmpty { missed.append(function.name) } else { found += 1 }
            }
        }
        return (found, tried, missed)
    }

    @Test func aDroppedCallIsSeen() throws {
        let (found, tried, missed) = try caught { function in
            edits(of: function) { statement in if case .call = statement.kind { .some(nil) } else { nil } }
        }
        #expect(tried > 250)
        #expect(found == tried, "\(missed)")
    }

    @Test func aDroppedStoreIsSeen() throws {
        let (found, tried, missed) = try caught { function in
            edits(of: function) { statement in
                guard case .assign(let place, _) = statement.kind, case .variable(let number) = place.root,
                    place.projections.isEmpty, function.variables[number].kind == .local,
                    !function.isListInitialised(number)
                else { return nil }
                return .some(nil)
            }
        }
        #expect(tried > 80)
        #expect(found == tried, "\(missed)")
    }

    @Test func swappedBranchTargetsAreSeen() throws {
        let (found, tried, missed) = try caught { function in
            terminators(of: function) { kind in
                guard case .branch(let value, let then, let otherwise) = kind else { return nil }
                return .branch(value, then: otherwise, otherwise: then)
            }
        }
        #expect(tried > 150)
        // Not seen: branches that only make a 0 or 1 of a condition, which clang has no branch for.
        #expect(Double(found) / Double(tried) > 0.8, "\(missed)")
    }

    @Test func aBranchThatIsNotTakenIsSeen() throws {
        let (found, tried, missed) = try caught { function in
            terminators(of: function) { kind in
                guard case .branch(_, let then, _) = kind else { return nil }
                return .jump(then)
            }
        }
        #expect(Double(found) / Double(tried) > 0.8, "\(missed)")
    }

    @Test func aWrongCaseIsSeen() throws {
        let (found, tried, missed) = try caught { function in
            terminators(of: function) { kind in
                guard case .switch_(let value, var cases, let default_) = kind, !cases.isEmpty else { return nil }
                cases[0].last += 1
                return .switch_(value, cases: cases, default_: default_)
            } + terminators(of: function) { kind in
                guard case .switch_(let value, let cases, let default_) = kind, !cases.isEmpty else { return nil }
                return .switch_(value, cases: Array(cases.dropLast()), default_: default_)
            }
        }
        #expect(tried >= 16)
        #expect(found == tried, "\(missed)")
    }

    // MARK: Making mutants

    /// One function for each statement that `change` gives something for: nil inside leaves the statement out.
    private func edits(of function: Function, _ change: (Statement) -> Statement??) -> [Function] {
        var mutants: [Function] = []
        for block in function.blocks.indices {
            for (number, statement) in function.blocks[block].statements.enumerated() {
                guard let changed = change(statement) else { continue }
                var mutant = function
                mutant.blocks[block].statements.replaceSubrange(number...number, with: changed.map { [$0] } ?? [])
                mutants.append(mutant)
            }
        }
        return mutants
    }

    private func terminators(of function: Function, _ change: (Terminator.Kind) -> Terminator.Kind?) -> [Function] {
        function.blocks.indices.compactMap { block in
            guard let kind = change(function.blocks[block].terminator.kind) else { return nil }
            var mutant = function
            mutant.blocks[block].terminator.kind = kind
            return mutant
        }
    }
}

extension Function {
    /// Whether a variable starts with a braced list, which is compared as a whole.
    fileprivate func isListInitialised(_ number: Int) -> Bool {
        blocks.flatMap(\.statements).contains { $0.kind == .assign(.variable(number), .zero) }
    }
}
