namespace Theory.Expectations;

/// <summary>A product of powers of an activation s and of its first three derivatives.</summary>
/// <param name="S">The power of s.</param>
/// <param name="S1">The power of s'.</param>
/// <param name="S2">The power of s''.</param>
/// <param name="S3">The power of s'''.</param>
public readonly record struct DerivativeMonomial(int S, int S1 = 0, int S2 = 0, int S3 = 0)
{
    /// <summary>The highest derivative that can occur.</summary>
    public const int HighestOrder = 3;

    /// <summary>The power of a derivative of s; order 0 is s itself.</summary>
    public int this[int order] => order switch { 0 => S, 1 => S1, 2 => S2, 3 => S3, _ => 0 };

    /// <summary>The number of factors.</summary>
    public int Degree => S + S1 + S2 + S3;

    /// <summary>The order of the highest derivative that occurs.</summary>
    public int Order => S3 > 0 ? 3 : S2 > 0 ? 2 : S1 > 0 ? 1 : 0;

    /// <summary>How often s is differentiated, over all factors.</summary>
    public int Differentiations => S1 + (2 * S2) + (3 * S3);

    /// <summary>The same product with one more factor of an order, or one less.</summary>
    internal DerivativeMonomial Times(int order, int power) => order switch
    {
        0 => this with { S = S + power },
        1 => this with { S1 = S1 + power },
        2 => this with { S2 = S2 + power },
        3 => this with { S3 = S3 + power },
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "s is differentiated three times at most"),
    };

    /// <summary>As plain text, as in s^2 s'^2, with an argument such as (z) after each s unless it is empty.</summary>
    public string Text(string argument = "") => Joined(" ", order => "s" + Primes(order) + argument, p => $"^{p}");

    /// <summary>As LaTeX.</summary>
    public string Latex(string argument = "") => Joined(@" \, ", order => @"\sigma" + Primes(order) + argument, p => p < 10 ? $"^{p}" : $"^{{{p}}}");

    /// <summary>The name in JSON and code: s, ds, d2s and d3s, each with its power, joined by underscores, as s2_ds2 for s^2 s'^2.</summary>
    internal string Key => Joined("_", order => order switch { 0 => "s", 1 => "ds", _ => $"d{order}s" }, p => $"{p}");

    /// <summary>The name of a derivative of s.</summary>
    internal static string Name(int order) => "s" + Primes(order);

    private static string Primes(int order) => new('\'', order);

    private string Joined(string separator, Func<int, string> name, Func<int, string> power)
    {
        DerivativeMonomial self = this;
        return Degree == 0 ? "1" : string.Join(separator, Enumerable.Range(0, HighestOrder + 1).Where(order => self[order] > 0)
            .Select(order => name(order) + (self[order] > 1 ? power(self[order]) : "")));
    }
}
