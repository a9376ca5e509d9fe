using System.Text;

namespace Theory.Fuzz;

/// <summary>Formulas as nobody would type them, for the commands that take one.</summary>
internal sealed class RandomText(Random random)
{
    private static readonly string[] Fragments =
    [
        "z", "z", "z", "x", "0", "1", "2", "0.1", "1e3", "1e-300", "1e308", "1e400", "pi", "e", "+", "-", "*", "/", "^", "**", "(", ")", "(", ")", ",", "<", ">", "=", ":", " ", "\n",
        "max(", "min(", "abs(", "step(", "exp(", "log(", "sqrt(", "sin(", "tanh(", "erf(", "Phi(", "sigmoid(", "softplus(", "piecewise(z<0,", "relu(", "gelu(", "swish(",
        "leaky_relu(0.1)", "mrepu:2", "prelu(", "^2", "^(1/2)", "^-1", "^99", "|z|", "²", " if ", " else ", "np.", "F.", "nn.ReLU()", "torch.where(z>0,", "clip(z,", "floor(",
        "lambda x:", "(exp(z)-exp(-z))", "1/(1+exp(-z))", "log(1+exp(z))", "sech(1000*(z-2))", "/z", "∞", "\0", "NaN", "'", "\"", "\\", "#", "--", "é",
    ];

    private static readonly string[] Whole =
    [
        "relu", "tanh", "gelu", "z*max(0,z+1)^2", "abs(z)", "sin(z)/z", "exp(z^2/4)", "z/(1+exp(-300*z))", "max(-1,min(1,z))", "sqrt(1+z^2)", "log(1+z^2)", "z^3", "1/z", "log(z)", "sqrt(z)", "exp(exp(z))",
    ];

    private static readonly string[] Commands = ["evaluate", "derive", "classify", "series", "kernel", "flow", "fixed-points", "recommend"];

    /// <summary>A command line with a formula.</summary>
    public string[] Next()
    {
        string command = Commands[random.Next(Commands.Length)];
        string formula = Formula();
        string K = Values[random.Next(Values.Length)];
        return command switch
        {
            "evaluate" => [command, formula, "--K", K, "--json"],
            "kernel" => [command, formula, "--K", K, "--rho", "0.5", "--json"],
            "flow" => [command, formula, "--k1", K, "--cw", "1.5", "--depth", "4", "--json"],
            "fixed-points" => [command, formula, "--cw", "1.5", "--cb", "0.1", "--json"],
            "recommend" => [command, formula, "--depth", "5", "--k1", K, "--json"],
            _ => [command, formula, "--json"],
        };
    }

    /// <summary>A formula, or nearly one.</summary>
    public string Formula()
    {
        StringBuilder text = new(random.Next(2) == 0 ? Whole[random.Next(Whole.Length)] : "");
        for (int n = random.Next(text.Length == 0 ? 1 : 0, 6); n > 0; n--)
        {
            text.Insert(random.Next(text.Length + 1), Fragments[random.Next(Fragments.Length)]);
        }

        return text.ToString();
    }

    /// <summary>Values of K, and what is none.</summary>
    public static readonly string[] Values = ["1", "0.5", "1e-12", "1e8", "1e-300", "1e300", "0", "-1", "nan", "inf", "1e400", "1..2:3", "1,2", "", "abc", "4.9e-324"];
}
