import Findings
import Reports

/// What happens to the browser.
package enum Message: Sendable {
    case key(Key)
    case mouse(MouseEvent)
    case resized(Size)
    /// A review has begun; what is shown is that before it.
    case reviewing
    /// What the review is at; one line.
    case progress(String)
    /// The patches are there in full, though not reviewed yet.
    case outlined([ReviewedPatch])
    case reviewed(Report, patches: [ReviewedPatch])
    /// The review could not be done; one line.
    case failed(String)
    /// An editor has ended well.
    case edited(Editing, String)
    /// A file; nil where there is none.
    case loaded(SourceRequest, SourceDocument?)
    /// The text of the sources has answered.
    case found(Lookup, [FoundPlace])
    /// The program of a directory; nil where there is none, with the reason.
    case indexed(directory: String, CodeIndex?, failure: String?)
    /// Something is done; one line.
    case told(String)
    /// Something could not be done; one line.
    case problem(String)
}

/// What the browser wants of the world; the answer comes as a message.
package enum Effect: Sendable {
    case save(ReviewState)
    case edit(Editing, text: String, context: [String])
    case load(SourceRequest)
    /// Look into the text of the sources.
    case look(Lookup)
    /// Make the analysed programs of these directories known, as the tree is after the last patch.
    case index([String])
    case write(Answer, path: String)
    case suppress([Dismissal])
    case review, redraw, suspend, quit
}

/// What an editor is open for.
package enum Editing: Equatable, Sendable {
    case reply(fingerprint: String)
    case comment(ReviewState.Comment)
}

/// A file to be shown, in the tree after one of the patches.
package struct SourceRequest: Equatable, Sendable {
    package enum Purpose: Equatable, Sendable {
        /// The place that the list leads to.
        case place
        /// A file that was asked for by name.
        case open
        /// One that is shown already, after a review anew.
        case again
    }

    package var file: String
    package var line: Int
    /// `ReviewedPatch.number`; nil for the tree after the last.
    package var patch: Int?
    package var purpose: Purpose
}

/// A question about a name.
package struct Lookup: Equatable, Sendable {
    package enum Question: Equatable, Sendable { case definition, references }

    package var question: Question
    package var name: String
    /// The file that it is asked from; its directory comes first.
    package var file: String
    package var patch: Int?
}

/// A place that answers a question.
package struct FoundPlace: Equatable, Sendable {
    package var file: String
    package var line: Int
    package var text: String

    package init(file: String, line: Int, text: String) {
        self.file = file
        self.line = line
        self.text = text
    }
}

/// A finding that is to be let pass.
package struct Dismissal: Sendable {
    package var reported: ReportedFinding
    package var reason: String
}

/// What is to be written at the end.
package enum Answer: Sendable {
    case mail([CommentedPatch])
    case b4([CommentedPatch], Report)
    /// Comments on a tree, as text.
    case notes(String)

    package var defaultPath: String {
        switch self {
        case .mail: "reply.mbox"
        case .b4: "b4-review"
        case .notes: "notes.txt"
        }
    }
}
