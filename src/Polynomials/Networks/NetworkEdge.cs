using Fractions;
using QuikGraph;

namespace Theory.Polynomials.Networks;

/// <summary>A weighted connection.</summary>
/// <param name="Source">Where the value comes from.</param>
/// <param name="Target">Where it is added.</param>
/// <param name="Weight">What it is multiplied by.</param>
public sealed record NetworkEdge(NetworkNode Source, NetworkNode Target, Fraction Weight) : IEdge<NetworkNode>;
