/// An interface of the same name in each of two namespaces that are joined, and its addresses.
struct Wire: Sendable {
    /// The addresses of one end.
    struct Addresses: Sendable {
        let ipv4: String
        let ipv6: String
    }

    let interface: String
    let near: Addresses
    let far: Addresses

    /// The wire of a number in its network: `link1` has 10.77.1.1 and .2, fd77:1::1 and ::2.
    init(number: Int) {
        interface = "link\(number)"
        near = Addresses(ipv4: "10.77.\(number).1", ipv6: "fd77:\(number)::1")
        far = Addresses(ipv4: "10.77.\(number).2", ipv6: "fd77:\(number)::2")
    }
}
