/// The sides of a chart: 360 wide, so that it is read at its own size on a phone and stands three abreast on a screen.
enum ChartFrame {
    static let width = 360.0
    static let left = 42.0
    static let right = 350.0
    static let top = 20.0
    /// Where the horizontal axis stands.
    static let base = 150.0
    /// What a chart takes whose horizontal axis stands at ``base``.
    static let height = 176.0
    /// How far apart labels are read.
    static let labelGap = 11.0
}
