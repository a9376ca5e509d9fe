using Fractions;
using Theory.Expressions;

namespace Theory.Activations;

/// <summary>A parameter of an activation of the catalogue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Default">The value when none is given; null when one must be given.</param>
/// <param name="IsPositiveInteger">True for an order p = 1, 2, 3, …; false for any real constant.</param>
public sealed record CatalogueParameter(string Name, Fraction? Default = null, bool IsPositiveInteger = false)
{
    /// <summary>The parameter left free, as p in repu:p.</summary>
    public Symbol Symbol => new(Name, isPositive: IsPositiveInteger);

    /// <summary>True for the default of a parameter that follows an order, which is not written in the name.</summary>
    internal bool IsOptionalOrder(Expr value) => Name == "c" && Default is { } d && value.Equals(d);
}
