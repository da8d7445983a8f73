/// The page's style sheet, of which no part comes from an input, so that its hash is a constant.
enum PageStyle {
    static let markup = colours + frame + tables + charts + findings + paper

    /// Its SHA-256 in base 64, by which browsers know it.
    static let sha256 = "LiOVb0uw/RllyQcMd6rY4xMQH6XpyAuvec972ywzi3A="
}
