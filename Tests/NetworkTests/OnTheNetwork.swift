import Testing

/// The tests that make network namespaces, one after the other: they share the machine's two or so cores and its time.
///
/// A suite joins by `extension OnTheNetwork { @Suite struct … }`.
@Suite(.serialized, .needsNetworkNamespaces)
enum OnTheNetwork {}
