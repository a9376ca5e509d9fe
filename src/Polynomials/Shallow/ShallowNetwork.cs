using Fractions;

namespace Theory.Polynomials.Shallow;

/// <summary>A network of one input, one hidden layer of MRePU_p units and one output, with exact rational weights.</summary>
public sealed class ShallowNetwork
{
    internal ShallowNetwork(int p, IReadOnlyList<MRePUUnit> units, Fraction outputBias)
    {
        P = p;
        Units = units;
        OutputBias = outputBias;
    }

    /// <summary>The order p of the activation MRePU_p.</summary>
    public int P { get; }

    /// <summary>The hidden units.</summary>
    public IReadOnlyList<MRePUUnit> Units { get; }

    /// <summary>The bias of the output.</summary>
    public Fraction OutputBias { get; }

    /// <summary>The number of weights and biases: three for each unit and the output bias.</summary>
    public int Parameters => (3 * Units.Count) + 1;

    /// <summary>The output at a rational input, exactly.</summary>
    public Fraction Evaluate(Fraction x) => Units.Aggregate(OutputBias, (sum, u) => sum + (u.OutputWeight * Activate((u.Weight * x) + u.Bias)));

    /// <summary>The output in double precision.</summary>
    public double Evaluate(double x) => Units.Aggregate(OutputBias.ToDouble(), (sum, u) =>
    {
        double z = (u.Weight.ToDouble() * x) + u.Bias.ToDouble();
        return sum + (u.OutputWeight.ToDouble() * z * Math.Pow(Math.Max(0, z + 1), P));
    });

    /// <summary>The points at which a unit switches on or off, in increasing order.</summary>
    public IReadOnlyList<Fraction> Breakpoints => [.. Units.Select(u => ((-1 - u.Bias) / u.Weight).Reduce()).Distinct().Order()];

    /// <summary>The polynomial that the network equals around a point that is not a breakpoint: coefficients by rising power.</summary>
    /// <remarks>Multiplied out symbolically; two polynomials that agree are the same function on the whole interval between breakpoints.</remarks>
    public Fraction[] PolynomialAt(Fraction x)
    {
        Fraction[] total = new Fraction[P + 2];
        Array.Fill(total, Fraction.Zero);
        total[0] = OutputBias;
        foreach (MRePUUnit unit in Units.Where(u => (u.Weight * x) + u.Bias > -1))
        {
            // (w x + b) (w x + b + 1)^p.
            Fraction[] power = [Fraction.One];
            for (int i = 0; i < P; i++)
            {
                power = TimesLinear(power, unit.Bias + 1, unit.Weight);
            }

            power = TimesLinear(power, unit.Bias, unit.Weight);
            for (int k = 0; k < power.Length; k++)
            {
                total[k] += unit.OutputWeight * power[k];
            }
        }

        return [.. total.Select(c => c.Reduce())];
    }

    private static Fraction[] TimesLinear(Fraction[] polynomial, Fraction constant, Fraction slope)
    {
        Fraction[] product = new Fraction[polynomial.Length + 1];
        for (int k = 0; k < product.Length; k++)
        {
            product[k] = (k < polynomial.Length ? constant * polynomial[k] : Fraction.Zero) + (k > 0 ? slope * polynomial[k - 1] : Fraction.Zero);
        }

        return product;
    }

    private Fraction Activate(Fraction z) => z > -1 ? z * Fraction.Pow(z + 1, P) : Fraction.Zero;
}
