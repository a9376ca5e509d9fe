using System.Globalization;

namespace Theory.Hunt;

/// <summary>Random activations over a rich grammar, as text: tame, steep, narrow, distant, oscillating, kinked, stepped, growing, typed in disguise.</summary>
internal sealed class RandomFormulas(Random random)
{
    /// <summary>The next formula.</summary>
    public string Next() => random.Next(10) switch
    {
        < 5 => string.Join(" + ", Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Term())),
        < 7 => $"({Term()})*({Term()})",
        < 8 => Disguised(),
        _ => Composed(2),
    };

    private string Term()
    {
        string u = Argument();
        return random.Next(22) switch
        {
            0 => "z",
            1 => $"tanh({u})",
            2 => $"sigmoid({u})",
            3 => $"softplus({u})",
            4 => $"z*Phi({u})",
            5 => $"erf({u})",
            6 => $"sin({u})",
            7 => $"cos({u})",
            8 => $"sech({u})",
            9 => $"exp(-({u})^2)",
            10 => $"max(0, {u})",
            11 => $"abs({u})",
            12 => $"max(0, z - {Shift()})^2",
            13 => $"step(z - {Shift()})",
            14 => $"z/(1 + ({u})^2)",
            15 => $"sqrt(1 + ({u})^2)",
            16 => $"arctan({u})",
            17 => $"piecewise(z < {Shift()}, exp(z - {Shift()}), {u})",
            18 => "z^2/3",
            19 => $"log(1 + ({u})^2)",
            20 => $"max(-1, min(1, {u}))",
            _ => $"z*sech({u})",
        };
    }

    private string Disguised()
    {
        string a = Scale();
        return random.Next(8) switch
        {
            0 => $"1/(1 + exp(-{a}*z))",
            1 => $"log(1 + exp({a}*z))/{a}",
            2 => $"(1 - exp(-{a}*z))/(1 + exp(-{a}*z))",
            3 => $"z*exp({a}*z)/(1 + exp({a}*z))",
            4 => $"z*tanh(log(1 + exp({a}*z)))",
            5 => $"z/sqrt(1 + {a}*z^2)",
            6 => $"sin({a}*z)/z",
            _ => $"(exp(z) - exp(-z))/(exp(z) + exp(-z)) + {Term()}",
        };
    }

    private string Composed(int depth)
    {
        if (depth == 0)
        {
            return Argument();
        }

        string inner = Composed(depth - 1);
        return random.Next(9) switch
        {
            0 => $"tanh({inner})",
            1 => $"sin({inner})",
            2 => $"sigmoid({inner})*({Composed(depth - 1)})",
            3 => $"exp(-({inner})^2)",
            4 => $"sqrt(1 + ({inner})^2)",
            5 => $"({inner}) + {Term()}",
            6 => $"({inner})/(1 + ({Argument()})^2)",
            7 => $"erf({inner})",
            _ => $"softplus({inner})",
        };
    }

    private string Argument() => random.Next(3) switch
    {
        0 => "z",
        1 => $"{Scale()}*z",
        _ => $"{Scale()}*(z - {Shift()})",
    };

    /// <summary>A slope: mostly tame, now and then steep.</summary>
    private string Scale() => Decimal(Math.Pow(10, random.Next(4) == 0 ? (random.NextDouble() * 5) - 1 : random.NextDouble() - 0.5));

    private string Shift() => Decimal(random.Next(6) == 0 ? random.NextDouble() * 40 : random.NextDouble() * 3);

    private static string Decimal(double x) => double.Parse(x.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        .ToString("0.########", CultureInfo.InvariantCulture);
}
