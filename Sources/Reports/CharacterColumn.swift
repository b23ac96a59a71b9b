import Findings

extension Report {
    /// The column of a position counted in UTF-16 code units from 1, for readers that count characters rather than bytes.
    ///
    /// Nil where the text of the line is not known.
    func characterColumn(of position: Position) -> Int? {
        guard let line = sourceLines[Line(file: position.file, line: position.line)] else { return nil }
        var (bytes, units) = (position.column - 1, 0)
        for scalar in line.unicodeScalars {
            if bytes < UTF8.width(scalar) { break }
            bytes -= UTF8.width(scalar)
            units += UTF16.width(scalar)
        }
        return units + 1
    }
}
