using Fractions;
using Theory.Expressions;

namespace Theory.Activations;

/// <summary>A parameter of an activation of the catalogue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Default">The value when none is given; null when one must be given.</param>
/// <param name="IsPositiveInteger">True for an order p = 1, 2, 3, …; false for any real constant.</param>
/// <param name="IsQuiet">True when the default is not written in the name: swish, but leaky_relu(0.01).</param>
/// <param name="Aliases">What frameworks call it, separated by spaces.</param>
public sealed record CatalogueParameter(string Name, Fraction? Default = null, bool IsPositiveInteger = false, bool IsQuiet = false, string Aliases = "")
{
    /// <summary>The parameter left free, as p in repu:p.</summary>
    public Symbol Symbol => new(Name, isPositive: IsPositiveInteger);

    /// <summary>True for one of its names.</summary>
    internal bool IsCalled(string name) => name == Name || Aliases.Split(' ').Contains(name);

    /// <summary>True for a default that is not written in the name.</summary>
    internal bool IsOmitted(Expr value) => IsQuiet && Default is { } d && value.Equals(d);
}
