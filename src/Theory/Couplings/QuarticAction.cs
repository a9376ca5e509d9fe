using Fractions;
using Theory.Correlators;
using Theory.Expressions;

namespace Theory.Couplings;

/// <summary>
/// The nearly Gaussian action S = 1/2 sum_i g^{ab} z_{i;a} z_{i;b} - 1/8 sum_ij v^{(ab)(cd)} z_{i;a} z_{i;b} z_{j;c} z_{j;d} of the
/// distribution exp(-S) of m neurons on d inputs (paper section 2.2, PDLT chapter 4).
/// </summary>
/// <remarks>A small v is treated as a perturbation: for v > 0 the integral of exp(-S) itself does not exist.</remarks>
internal sealed class QuarticAction
{
    private const int LargestSize = 6;

    /// <summary>An action of a given size.</summary>
    /// <param name="inputs">d, from 1 to 6.</param>
    /// <param name="neurons">m, from 1 to 6.</param>
    public QuarticAction(int inputs, int neurons)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(neurons, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inputs, LargestSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(neurons, LargestSize);
        Inputs = inputs;
        Neurons = neurons;
    }

    /// <summary>d, the number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>m, the number of neurons.</summary>
    public int Neurons { get; }

    /// <summary>A moment E[z …] to first order in v, by Wick contraction with the propagator P, the inverse of g.</summary>
    /// <param name="legs">Neuron and input of each z, counted from 1.</param>
    /// <exception cref="UserInputException">There are too many pairings.</exception>
    public Expr Moment(params (int Neuron, int Input)[] legs)
    {
        ArgumentNullException.ThrowIfNull(legs);
        int[] f = [.. legs.Select(l => Variable(l.Neuron, l.Input))];
        Expr gaussian = Mean(f);
        List<Expr> terms = [gaussian];
        foreach ((int i, int j, int[] abcd) in Vertices())
        {
            // d/dv of the normalised mean of f: the mean of f times the interaction, less the product of the two means.
            int[] interaction = [Variable(i, abcd[0]), Variable(i, abcd[1]), Variable(j, abcd[2]), Variable(j, abcd[3])];
            terms.Add(new Fraction(1, 8) * CouplingSymbols.QuarticOf(abcd[0], abcd[1], abcd[2], abcd[3])
                * (Mean([.. f, .. interaction]) - (gaussian * Mean(interaction))));
        }

        return Expansion.Expand(Sum.Of(terms));
    }

    private IEnumerable<(int I, int J, int[] Inputs)> Vertices() =>
        from i in Enumerable.Range(1, Neurons)
        from j in Enumerable.Range(1, Neurons)
        from a in Enumerable.Range(1, Inputs)
        from b in Enumerable.Range(1, Inputs)
        from c in Enumerable.Range(1, Inputs)
        from d in Enumerable.Range(1, Inputs)
        select (i, j, new[] { a, b, c, d });

    private Expr Mean(int[] variables) => WickContraction.Formula(
        variables, (x, y) => x / Inputs == y / Inputs ? CouplingSymbols.Propagator((x % Inputs) + 1, (y % Inputs) + 1) : Expr.Zero);

    private int Variable(int neuron, int input)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)neuron - 1, (uint)Neurons - 1, nameof(neuron));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)input - 1, (uint)Inputs - 1, nameof(input));
        return ((neuron - 1) * Inputs) + input - 1;
    }
}
