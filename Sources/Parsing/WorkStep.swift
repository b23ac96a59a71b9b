import SourceTree

/// What a long run does next, told to whoever waits for it.
public enum WorkStep: Sendable {
    /// A directory, counted from 1 among those of the run.
    case directory(TreePath, number: Int, of: Int)
    /// A file, counted from 1 among those of its directory.
    case parsing(TreePath, number: Int, of: Int)
    /// The rules, on a directory as a whole.
    case judging(TreePath)
}

/// Is called from any thread, and returns soon.
public typealias WorkObserver = @Sendable (WorkStep) -> Void
