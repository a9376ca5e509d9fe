using Fractions;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Planning;

/// <summary>A polynomial written as a sum of powers of forms, each at most p + 1, and a constant: what one layer can compute.</summary>
/// <param name="Value">The polynomial in the inputs.</param>
internal sealed record PowerSum(Polynomial Value)
{
    private readonly List<(Fraction Weight, Form Form, int Power)> _terms = [];

    /// <summary>The powers.</summary>
    public IReadOnlyList<(Fraction Weight, Form Form, int Power)> Terms => _terms;

    /// <summary>The constant.</summary>
    public Fraction Constant { get; set; } = Fraction.Zero;

    /// <summary>Adds a power; a constant form is added to the constant.</summary>
    public void Add(Fraction weight, Form form, int power)
    {
        if (weight.IsZero || form.Value.IsZero)
        {
            return;
        }

        if (form.Value.IsConstant)
        {
            Constant = (Constant + (weight * Fraction.Pow(form.Value[Monomial.One], power))).Reduce();
            return;
        }

        _terms.Add((weight, form, power));
    }

    /// <summary>Adds a product of forms with multiplicities a_i, k = sum a_i, as a sum of k-th powers.</summary>
    /// <remarks>
    /// The polarisation identity in central differences:
    /// 2^k k! prod f_i^a_i = sum over 0 &lt;= j &lt;= a of (-1)^|j| prod C(a_i,j_i) (sum_i (a_i - 2 j_i) f_i)^k. For a product of two it is
    /// 4 x y = (x+y)^2 - (x-y)^2. The terms j and a - j have the same form, so that half of them are needed.
    /// </remarks>
    public void AddProduct(Fraction weight, IReadOnlyList<(Form Form, int Multiplicity)> factors)
    {
        if (factors.Count == 1)
        {
            Add(weight, factors[0].Form, factors[0].Multiplicity);
            return;
        }

        int degree = factors.Sum(f => f.Multiplicity);
        Fraction scale = weight / (Fraction.Pow(2, degree) * Factorial(degree));
        foreach (int[] j in Indices(factors, 0))
        {
            int[] mirrored = [.. j.Select((n, i) => factors[i].Multiplicity - n)];
            int order = j.Zip(mirrored, (a, b) => a.CompareTo(b)).FirstOrDefault(c => c != 0);

            // The middle term, which is its own mirror image, is the zero form.
            if (order >= 0)
            {
                continue;
            }

            Fraction coefficient = factors.Select((f, i) => Bundles.MRePU.Binomial(f.Multiplicity, j[i])).Aggregate(scale * 2 * (j.Sum() % 2 == 0 ? 1 : -1), (a, b) => a * b);
            Form sum = new([.. factors.SelectMany((f, i) => f.Form.Parts.Select(p => ((p.Weight * (f.Multiplicity - (2 * j[i]))).Reduce(), p.Value))).Where(p => !p.Item1.IsZero)]);
            Add(coefficient.Reduce(), sum, degree);
        }
    }

    private static IEnumerable<int[]> Indices(IReadOnlyList<(Form Form, int Multiplicity)> factors, int from) => from == factors.Count
        ? [[]]
        : Enumerable.Range(0, factors[from].Multiplicity + 1).SelectMany(n => Indices(factors, from + 1).Select(rest => (int[])[n, .. rest]));

    private static Fraction Factorial(int n) => Enumerable.Range(1, n).Aggregate(Fraction.One, (product, i) => product * i);
}
