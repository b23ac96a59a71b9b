/// A patch under review in the words in which it came, for formats that answer it: who sent it to whom, and its text.
///
/// Everything in it is the sender's, and hostile.
public struct ReviewedPatch: Hashable, Sendable {
    /// What `ReportedFinding.commit` calls it.
    public var name: String
    /// Which of the patches under review it is, counted from 1.
    public var number: Int
    /// As it came, tags and all; empty for a plain diff.
    public var subject: String
    /// `Name <address>`, or what is known of that.
    public var author: String?
    /// As written.
    public var date: String?
    /// The full id of a commit that was read from git; nil for what came as text.
    public var commitID: String?
    /// With its angle brackets, as are the ids in `references`; nil where it is no mail.
    public var messageID: String?
    /// The ids of the mails above it in its thread, the first one first.
    public var references: [String]
    /// Whom an answer goes to.
    public var sender: [Person]
    /// Who else got it, and the author where somebody else sent it.
    public var others: [Person]
    /// What findings are placed in that could not be placed in the tree.
    public var inputName: String
    /// The text of the mail, or of a commit in the same form.
    public var body: [Line]

    public init(
        name: String, number: Int = 1, subject: String, author: String? = nil, date: String? = nil, commitID: String? = nil,
        messageID: String? = nil, references: [String] = [], sender: [Person] = [], others: [Person] = [], inputName: String = "",
        body: [Line] = []
    ) {
        self.name = name
        self.number = number
        self.subject = subject
        self.author = author
        self.date = date
        self.commitID = commitID
        self.messageID = messageID
        self.references = references
        self.sender = sender
        self.others = others
        self.inputName = inputName
        self.body = body
    }

    /// Somebody, or a list, that a mail goes to.
    public struct Person: Hashable, Sendable {
        /// Decoded; empty where there is none.
        public var name: String
        /// `local@domain`, in ASCII.
        public var address: String

        public init(name: String, address: String) {
            self.name = name
            self.address = address
        }
    }

    /// One line of the body.
    public struct Line: Hashable, Sendable {
        public enum Kind: Sendable {
            /// The message, the headers of the diff, whatever else stands there.
            case text
            case context, added, removed
        }

        public var kind: Kind
        /// With the mark of the diff, without the line end.
        public var text: String
        /// The line of the input that it came from, for findings that are placed there; 0 where there is none.
        public var inputLine: Int
        /// Where it stands in the tree after the patch; a removed line where the line after it stands. Nil for text.
        public var place: Report.Line?

        public init(_ kind: Kind, _ text: String, inputLine: Int = 0, place: Report.Line? = nil) {
            self.kind = kind
            self.text = text
            self.inputLine = inputLine
            self.place = place
        }
    }
}
