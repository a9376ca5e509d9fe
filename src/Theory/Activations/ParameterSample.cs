using Fractions;
using Theory.Algebra;
using Theory.Enclosures;
using Theory.Expressions;

namespace Theory.Activations;

/// <summary>A value of the parameter of a family, at which the kinks of its members are put in order; and the formulas whose signs were used.</summary>
/// <remarks>Between the zeros of <see cref="Decisions"/> all members have the same pieces, their ends being formulas in the parameter.</remarks>
/// <param name="parameter">The parameter.</param>
/// <param name="value">Its value.</param>
internal sealed class ParameterSample(Symbol parameter, Fraction value)
{
    private readonly HashSet<Expr> _signs = [];
    private readonly HashSet<Expr> _kinks = [];

    /// <summary>Formulas in the parameter whose signs decided: switches without z, slopes of switching arguments, distances of kinks.</summary>
    public IReadOnlyList<Expr> Decisions
    {
        get
        {
            Expr[] kinks = [.. _kinks];
            return [.. _signs, .. kinks.SelectMany((a, i) => kinks.Skip(i + 1), (a, b) => Expansion.Expand(a - b)).Where(Concerns)];
        }
    }

    /// <summary>Whether an expression depends on the parameter.</summary>
    public bool Concerns(Expr expr) => expr.Contains(parameter);

    /// <summary>Where a switching argument changes sign.</summary>
    /// <exception cref="UserInputException">It depends on the parameter, and is not linear in z.</exception>
    public IEnumerable<Breakpoint> Kinks(Expr u) => Roots(u).Select(At).ToArray();

    /// <summary>The sign of a switching argument at a point that is no root of it.</summary>
    public int SignAt(Expr u, double inside)
    {
        if (!u.Contains(Symbol.Z) && Concerns(u))
        {
            _signs.Add(u);
        }

        return Math.Sign(ConstantValue.Of(Here(u), inside) ?? throw new UserInputException($"the sign of {u} is not known at {parameter.Name} = {value}"));
    }

    private IEnumerable<Expr> Roots(Expr u)
    {
        if (!Concerns(u))
        {
            return EnclosedRoots.Of(u);
        }

        if (!u.Contains(Symbol.Z))
        {
            return [];
        }

        if (UnivariatePolynomial.TryFrom(u, Symbol.Z) is { Degree: 1 } line)
        {
            if (Concerns(line[1]))
            {
                _signs.Add(line[1]);
            }

            return [Expansion.Expand(-line[0] / line[1])];
        }

        return u switch
        {
            Product product => product.Factors.SelectMany(Roots),
            Power { Exponent: Number } power => Roots(power.Base),
            _ => throw new UserInputException($"the kink where {u} = 0 depends on {parameter.Name}, and is no linear equation in z; give {parameter.Name} a number"),
        };
    }

    private Breakpoint At(Expr exact)
    {
        _kinks.Add(exact);
        return new Breakpoint(exact, ConstantValue.Of(Here(exact)) ?? throw new UserInputException($"the kink at z = {exact} has no place at {parameter.Name} = {value}"));
    }

    private Expr Here(Expr expr) => expr.TrySubstitute(parameter, new Number(value)) ?? throw new UserInputException($"{expr} has no value at {parameter.Name} = {value}");
}
