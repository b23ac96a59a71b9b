import ArgumentParser
import Rules

/// A rule that is about to be begun: an example that works, to be changed.
struct NewRule {
    let id: String
    let type: String

    /// - Throws: `ValidationError` for an id or a type that a rule cannot have.
    init(id: String, type: String?) throws {
        guard id.wholeMatch(of: /[a-z][a-z0-9]*(-[a-z0-9]+)*/) != nil else {
            throw ValidationError("--new '\(id)' is not in kebab-case; name what is wrong, as in mmap-delay")
        }
        guard !RuleRegistry.all.contains(where: { $0.id == id }) else {
            throw ValidationError("there is a rule '\(id)' already; `fuselint explain \(id)` shows it")
        }
        let name = type ?? id.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        self.id = id
        self.type = name
        guard name.wholeMatch(of: /[A-Z][A-Za-z0-9]*/) != nil else {
            throw ValidationError("--type '\(name)' is no name of a Swift type, as NoDelayInMmap is")
        }
        // Names that the example itself uses would mean the new type.
        let used = Self.template.split { !$0.isLetter && !$0.isNumber }
        guard !Self.reserved.contains(name), !used.contains(name[...]) else {
            throw ValidationError("a rule's type cannot be called '\(name)'; give another with --type")
        }
    }

    private static let reserved: Set<String> = ["Self", "Any", "Type", "Protocol"]

    /// The rule's file.
    func source(importing modules: [String]) -> String {
        modules.map { "import \($0)\n" }.joined() + Self.template.replacing("%TYPE%", with: type).replacing("%ID%", with: id)
    }

    /// The rule's fixtures by name: near misses as many as faults.
    var fixtures: [(name: String, text: String)] {
        Self.fixtures.map { ($0.name, Self.declarations + $0.text.replacing("%ID%", with: id)) }
    }

    private static let template = """

        // This is an example that works. Change the question, what is said of it, and the fixtures.

        /// **Rule**
        /// Nothing reached from `file_operations.mmap` calls `msleep()`.
        ///
        /// **Why**
        /// mmap(2) holds the mmap lock for writing, and every page fault of the process waits for it.
        ///
        /// **Instead**
        /// Wait for the event rather than for a time, and outside of `->mmap()`.
        ///
        /// **Known limits**
        /// Calls on paths that are never taken count as well.
        ///
        /// **Said**
        /// Documentation/mm/process_addrs.rst, on the mmap lock.
        public struct %TYPE%: Rule {
            public static let id = "%ID%"

            public init() {}

            public func check(_ pass: RulePass) {
                let contexts = pass.analysis.contexts
                let slot = Slot.ops("file_operations", "mmap")
                for (handler, _) in contexts.roots(of: slot) {
                    for (reached, chain) in contexts.reachable(from: handler.ref) {
                        guard let function = pass.analysis.program.functions[reached] else { continue }
                        for statement in function.blocks.flatMap(\\.statements) {
                            guard case .call(let call) = statement.kind, call.name == "msleep" else { continue }
                            let path = [contexts.step(into: handler, of: slot)] + chain.map(\\.step)
                            pass.report(.sleeps(in: handler), at: statement.span, in: function, path: path)
                        }
                    }
                }
            }
        }

        extension String {
            fileprivate static func sleeps(in handler: Function) -> String {
                "\\(handler.name)() sleeps for a fixed time with the mmap lock held"
            }
        }

        """

    private static let declarations = """
        struct file;
        struct vm_area_struct;
        struct file_operations {
        \tint (*mmap)(struct file *, struct vm_area_struct *);
        \tint (*fsync)(struct file *);
        };
        void msleep(unsigned int milliseconds);


        """

    private static let fixtures = [
        (
            name: "bad_called.c",
            text: """
                static int thing_mmap(struct file *file, struct vm_area_struct *vma)
                {
                \tmsleep(10); // want %ID% "thing_mmap() sleeps"
                \treturn 0;
                }

                static const struct file_operations thing_operations = {
                \t.mmap = thing_mmap, // note "file_operations.mmap is thing_mmap()"
                };

                """
        ),
        (
            name: "bad_in_a_helper.c",
            text: """
                static void thing_wait(void)
                {
                \tmsleep(10); // want %ID%
                }

                static int thing_mmap(struct file *file, struct vm_area_struct *vma)
                {
                \tthing_wait(); // note "thing_wait()"
                \treturn 0;
                }

                static const struct file_operations thing_operations = { .mmap = thing_mmap };

                """
        ),
        (
            name: "bad_twice.c",
            text: """
                static int thing_mmap(struct file *file, struct vm_area_struct *vma)
                {
                \tmsleep(10); // want %ID%
                \tmsleep(20); // want %ID%
                \treturn 0;
                }

                static const struct file_operations thing_operations = { .mmap = thing_mmap };

                """
        ),
        (
            name: "ok_not_called.c",
            text: """
                static void thing_wait(void)
                {
                \tmsleep(10); // ok %ID%
                }

                static int thing_mmap(struct file *file, struct vm_area_struct *vma)
                {
                \treturn 0;
                }

                static const struct file_operations thing_operations = { .mmap = thing_mmap };

                """
        ),
        (
            name: "ok_other_call.c",
            text: """
                void thing_prepare(void);

                static int thing_mmap(struct file *file, struct vm_area_struct *vma)
                {
                \tthing_prepare(); // ok %ID%
                \treturn 0;
                }

                static const struct file_operations thing_operations = { .mmap = thing_mmap };

                """
        ),
        (
            name: "ok_other_method.c",
            text: """
                static int thing_fsync(struct file *file)
                {
                \tmsleep(10); // ok %ID%
                \treturn 0;
                }

                static const struct file_operations thing_operations = { .fsync = thing_fsync };

                """
        ),
    ]
}
