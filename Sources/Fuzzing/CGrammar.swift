import TestSupport

/// Makes C functions that compile for the most part: what a filesystem's code is made of, in any nesting.
struct CGrammar {
    private var generator: SeededGenerator
    private var labels = 0

    /// A file with some functions and an ops table.
    static func program(_ generator: inout SeededGenerator) -> [UInt8] {
        var grammar = CGrammar(generator: generator)
        let count = Int.random(in: 1...4, using: &grammar.generator)
        let functions = (0..<count).map { grammar.function($0) }.joined(separator: "\n")
        generator = grammar.generator
        return Array((declarations + functions + "\nstatic const struct file_operations ops = { .mmap = f0 };\n").utf8)
    }

    private static let declarations = """
        typedef unsigned long size_t;
        struct mutex { int m; }; struct inode { struct mutex lock; struct inode *next; long mtime; int *data; int state; };
        struct file { struct inode *inode; void *private_data; }; struct vm_area_struct { struct file *vm_file; };
        struct file_operations { int (*mmap)(struct file *, struct vm_area_struct *); };
        void *kmalloc(size_t, unsigned); void kfree(const void *); void mutex_lock(struct mutex *); void mutex_unlock(struct mutex *);
        struct file *get_file(struct file *); void fput(struct file *); struct inode *igrab(struct inode *); void iput(struct inode *);
        int unknown(void *, ...);


        """

    private mutating func function(_ number: Int) -> String {
        labels = 0
        return """
            \(pick(["static ", ""]))int f\(number)(struct file *file, struct vm_area_struct *vma)
            {
            \tstruct inode *inode = file->inode, *other = 0;
            \tint ret = 0, i, n = 3;
            \tvoid *p = \(expression(1));
            \(statements(4))
            \(labels > 0 ? (0..<labels).map { "out\($0):\n\t\(statement(0))" }.joined(separator: "\n") : "")
            \treturn ret;
            }

            """
    }

    private mutating func pick(_ choices: [String]) -> String { choices.randomElement(using: &generator)! }

    private mutating func statements(_ depth: Int) -> String {
        (0..<Int.random(in: 1...5, using: &generator)).map { _ in "\t" + statement(depth) }.joined(separator: "\n")
    }

    private mutating func statement(_ depth: Int) -> String {
        guard depth > 0 else { return "ret = \(expression(0));" }
        switch Int.random(in: 0..<17, using: &generator) {
        case 0: return "if (\(expression(depth - 1))) {\n\(statements(depth - 1))\n} else {\n\(statements(depth - 1))\n}"
        case 1: return "if (\(expression(depth - 1))) return \(expression(1));"
        case 2: return "for (i = 0; i < n; i++) {\n\(statements(depth - 1))\n\(pick(["", "break;", "continue;"]))\n}"
        case 3: return "while (\(expression(depth - 1))) {\n\(statements(depth - 1))\n}"
        case 4: return "do {\n\(statements(depth - 1))\n} while (\(expression(depth - 1)));"
        case 5:
            return "switch (\(expression(1))) {\ncase 1:\n\(statements(depth - 1))\ncase 2 ... 4:\n\(statements(depth - 1))\n\(pick(["break;", ""]))\ndefault:\n\(statements(depth - 1))\n}"
        case 6:
            labels += 1
            return "if (\(expression(depth - 1))) goto out\(labels - 1);"
        case 7: return "p = kmalloc(n, 0);"
        case 8: return pick(["kfree(p);", "kfree(inode->data);", "fput(file);", "iput(other);"])
        case 9: return pick(["mutex_lock(&inode->lock);", "mutex_unlock(&inode->lock);"])
        case 10: return pick(["get_file(file);", "vma->vm_file = get_file(file);", "other = igrab(inode);", "file->private_data = p;"])
        case 11: return "{ int n = \(expression(depth - 1)); \(statement(depth - 1)) }"
        case 12: return "ret = ({ \(statement(depth - 1)) \(expression(depth - 1)); });"
        case 13: return pick(["inode->next = other;", "inode->mtime = n;", "inode->data[i] = ret;", "*inode->data = 1;", "inode = inode->next;"])
        case 14: return "asm volatile(\"\" : \"=r\"(ret) : \"r\"(\(expression(0))) : \"memory\");"
        case 15: return "unknown(p, \(expression(depth - 1)), &ret);"
        default: return "ret \(pick(["=", "+=", "|=", "<<=", "/="])) \(expression(depth));"
        }
    }

    private mutating func expression(_ depth: Int) -> String {
        guard depth > 0 else { return pick(["ret", "i", "n", "0", "1", "-12", "0x7fffffff", "(long)p", "inode->state", "!p", "(int)sizeof(*inode)", "inode->mtime"]) }
        switch Int.random(in: 0..<8, using: &generator) {
        case 0, 1: return "(\(expression(depth - 1)) \(pick(["+", "-", "*", "/", "%", "<<", ">>", "&", "|", "^", "<", ">=", "==", "!=", "&&", "||"])) \(expression(depth - 1)))"
        case 2: return "(\(expression(depth - 1)) ? \(expression(depth - 1)) : \(expression(depth - 1)))"
        case 3: return "(\(expression(depth - 1)) ?: \(expression(depth - 1)))"
        case 4: return "\(pick(["!", "-", "~", "(char)", "(unsigned)", "(long long)"]))\(expression(depth - 1))"
        case 5: return "unknown((void *)(long)\(expression(depth - 1)))"
        case 6: return "(\(expression(depth - 1)), \(expression(depth - 1)))"
        default: return expression(0)
        }
    }
}
