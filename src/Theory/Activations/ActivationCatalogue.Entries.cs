using Fractions;

namespace Theory.Activations;

/// <content>The entries: what PyTorch, Keras and JAX offer under a name, and what the field's papers have introduced.</content>
public static partial class ActivationCatalogue
{
    private static readonly CatalogueParameter Order = new("p", IsPositiveInteger: true);

    /// <summary>Every entry, in the order in which they are listed.</summary>
    public static IReadOnlyList<CatalogueEntry> Entries { get; } =
    [
        New("linear", "identity", "z", "identity", "PDLT chapter 3"),
        New("perceptron", "heaviside, binary_step", "step(z)", "step function", "Rosenblatt 1958"),
        New("sign", "sgn", "sign(z)", "sign function, the perceptron of values -1 and 1", "Rosenblatt 1958"),
        New("relu", "ramp, rectifier, rectified_linear_unit", "max(0, z)", "rectified linear unit", "Nair and Hinton 2010"),
        New("leaky_relu", "leaky-relu, lrelu", "max(0, z) - a*max(0, -z)", "leaky rectified linear unit, of slope a for z < 0", "Maas et al. 2013",
            new CatalogueParameter("a", new Fraction(1, 100), Aliases: "negative_slope alpha slope")),
        New("prelu", "", "max(0, z) - a*max(0, -z)", "parametric rectified linear unit, at its initial slope", "He et al. 2015",
            new CatalogueParameter("a", new Fraction(1, 4), Aliases: "init weight alpha negative_slope")),
        New("squared_relu", "squared-relu, relu2, requ, relu_squared", "max(0, z)^2", "squared ReLU", "So et al. 2021"),
        New("star_relu", "", "s*max(0, z)^2 + b", "squared ReLU of mean 0 and variance 1 at K = 1", "Yu et al. 2022",
            new CatalogueParameter("s", new Fraction(8944, 10000), IsQuiet: true, Aliases: "scale"),
            new CatalogueParameter("b", new Fraction(-4472, 10000), IsQuiet: true, Aliases: "bias")),
        New("repu", "", "max(0, z)^p", "rectified power unit", "Li, Tang and Yu 2019", Order),
        New("mrepu", "", "(z + w)*max(0, z + w - c)^p - w*max(0, w - c)^p", "modified rectified power unit, with its breakpoint at c, about its point w", "the paper, section 4; docs/cure.md for w",
            Order, new CatalogueParameter("c", new Fraction(-1), IsQuiet: true), new CatalogueParameter("w", new Fraction(0), IsQuiet: true)),
        New("imrepu", "inflected_mrepu", "2/(p + 1)*(max(0, z + 1)^p*(1 - (p - 1)*z/2) - 1)", "MRePU about its point of inflection, with slope 1 there", "docs/cure.md", Order),
        New("symmetric_imrepu", "simrepu", "integral from 0 to z of max(0, 1 - t^2)^(p - 1)", "odd relative of imrepu, constant beyond -1 and 1", "docs/cure.md", Order) with
        {
            OfOrder = PowersOfOneMinusSquare,
        },
        New("abs", "absolute", "abs(z)", "absolute value", "PDLT section 5.2"),
        New("relu6", "", "min(6, max(0, z))", "ReLU cut at 6", "Krizhevsky 2010"),
        New("threshold", "", "piecewise(z > t, z, v)", "z above a threshold t, the value v below", "PyTorch torch.nn.Threshold",
            new CatalogueParameter("t", Aliases: "threshold"), new CatalogueParameter("v", Aliases: "value default_value")),
        New("thresholded_relu", "", "piecewise(z > t, z, 0)", "z above a threshold t, 0 below", "Konda, Memisevic and Krueger 2015, Keras ThresholdedReLU",
            new CatalogueParameter("t", Fraction.One, Aliases: "theta threshold")),
        New("hard_tanh", "hard-tanh, hardtanh", "max(a, min(b, z))", "tanh made of straight lines", "Collobert 2004",
            new CatalogueParameter("a", new Fraction(-1), IsQuiet: true, Aliases: "min_val min_value"),
            new CatalogueParameter("b", Fraction.One, IsQuiet: true, Aliases: "max_val max_value")),
        New("hard_sigmoid", "hard-sigmoid, hardsigmoid", "max(0, min(1, z/6 + 1/2))", "sigmoid made of straight lines", "Howard et al. 2019"),
        New("hard_swish", "hard-swish, hardswish, hard_silu", "z*max(0, min(1, z/6 + 1/2))", "swish made of a parabola and straight lines", "Howard et al. 2019"),
        New("hard_shrink", "", "piecewise(z > l, z, z < -l, z, 0)", "z outside of [-l, l], 0 inside", "Donoho and Johnstone 1994",
            new CatalogueParameter("l", new Fraction(1, 2), IsQuiet: true, Aliases: "lambd threshold")),
        New("soft_shrink", "", "max(0, z - l) - max(0, -z - l)", "z moved towards 0 by l", "Donoho 1995",
            new CatalogueParameter("l", new Fraction(1, 2), IsQuiet: true, Aliases: "lambd threshold lower")),
        New("tanh_shrink", "", "z - tanh(z)", "what tanh leaves of z", "PyTorch torch.nn.Tanhshrink"),
        New("sparse_plus", "", "piecewise(z <= -1, 0, z < 1, (z + 1)^2/4, z)", "softplus that vanishes below -1", "Martins and Astudillo 2016, JAX jax.nn.sparse_plus"),
        New("sparse_sigmoid", "", "max(0, min(1, (z + 1)/2))", "derivative of sparse_plus", "Martins and Astudillo 2016, JAX jax.nn.sparse_sigmoid"),
        New("smelu", "", "piecewise(z <= -b, 0, z < b, (z + b)^2/(4*b), z)", "ReLU with a parabola between -b and b", "Shamir, Lin and Coviello 2020",
            new CatalogueParameter("b", Fraction.One, IsQuiet: true, Aliases: "beta")),
        New("elu", "", "piecewise(z < 0, a*(exp(z) - 1), z)", "exponential linear unit", "Clevert et al. 2016",
            new CatalogueParameter("a", Fraction.One, Aliases: "alpha")),
        New("celu", "", "piecewise(z < 0, a*(exp(z/a) - 1), z)", "continuously differentiable exponential linear unit", "Barron 2017",
            new CatalogueParameter("a", Fraction.One, Aliases: "alpha")),
        New("selu", "", "1.0507009873554804934*piecewise(z < 0, 1.6732632423543772848*(exp(z) - 1), z)", "self-normalising exponential linear unit", "Klambauer et al. 2017"),
        New("elish", "", "piecewise(z < 0, (exp(z) - 1)*sigmoid(z), z*sigmoid(z))", "exponential linear unit times a sigmoid", "Basirat and Roth 2018"),
        New("hard_elish", "", "piecewise(z < 0, (exp(z) - 1)*max(0, min(1, (z + 1)/2)), z*max(0, min(1, (z + 1)/2)))", "elish with a sigmoid of straight lines", "Basirat and Roth 2018"),
        New("isru", "", "z/sqrt(1 + a*z^2)", "inverse square root unit", "Carlile et al. 2017", new CatalogueParameter("a", Fraction.One, IsQuiet: true, Aliases: "alpha")),
        New("isrlu", "", "piecewise(z < 0, z/sqrt(1 + a*z^2), z)", "inverse square root linear unit", "Carlile et al. 2017",
            new CatalogueParameter("a", Fraction.One, IsQuiet: true, Aliases: "alpha")),
        New("sin", "sine, sinusoid", "sin(z)", "sine", "Sitzmann et al. 2020"),
        New("cos", "cosine", "cos(z)", "cosine", "Rahimi and Recht 2007"),
        New("gcu", "growing_cosine", "z*cos(z)", "growing cosine unit", "Noel et al. 2021"),
        New("snake", "", "z + sin(a*z)^2/a", "periodic with a linear trend", "Ziyin et al. 2020", new CatalogueParameter("a", Fraction.One, Aliases: "alpha frequency")),
        New("erf", "", "erf(z)", "error function", "Williams 1997"),
        New("gelu", "", "z*Phi(z)", "Gaussian error linear unit", "Hendrycks and Gimpel 2016"),
        New("gelu_tanh", "gelu-tanh, gelu_new, gelu_approximate, gelu_pytorch_tanh", "z/2*(1 + tanh(sqrt(2/pi)*(z + 0.044715*z^3)))", "approximation of GELU by tanh", "Hendrycks and Gimpel 2016"),
        New("quick_gelu", "gelu_quick", "z*sigmoid(1.702*z)", "approximation of GELU by a sigmoid", "Hendrycks and Gimpel 2016"),
        New("gaussian", "gauss, rbf", "exp(-z^2)", "Gaussian bump", "Park and Sandberg 1991"),
        New("sigmoid", "logistic", "sigmoid(z)", "logistic function", "Cybenko 1989"),
        New("log_sigmoid", "", "-softplus(-z)", "logarithm of the logistic function", "PyTorch torch.nn.LogSigmoid, JAX jax.nn.log_sigmoid"),
        New("cloglog", "", "1 - exp(-exp(z))", "complementary log-log", "Gomes and Ludermir 2013"),
        New("loglog", "gompertz", "exp(-exp(-z))", "log-log, Gompertz' function", "Gomes and Ludermir 2013"),
        New("tanh", "", "tanh(z)", "hyperbolic tangent", "Cybenko 1989"),
        New("lecun_tanh", "scaled_tanh", "1.7159*tanh(2*z/3)", "tanh scaled to keep variance 1", "LeCun et al. 1998"),
        New("arctan", "atan", "arctan(z)", "inverse tangent", "Kamruzzaman and Aziz 2002"),
        New("swish", "silu", "z*sigmoid(b*z)", "sigmoid-weighted linear unit", "Ramachandran et al. 2017", new CatalogueParameter("b", Fraction.One, IsQuiet: true, Aliases: "beta")),
        New("dsilu", "", "sigmoid(z)*(1 + z*sigmoid(-z))", "derivative of SiLU", "Elfwing et al. 2018"),
        New("softplus", "", "softplus(b*z)/b", "smooth ReLU", "Dugas et al. 2001", new CatalogueParameter("b", Fraction.One, IsQuiet: true, Aliases: "beta")),
        New("shifted_softplus", "ssp", "softplus(z) - log(2)", "softplus through the origin", "Schuett et al. 2017"),
        New("squareplus", "", "(z + sqrt(z^2 + b))/2", "smooth ReLU of algebraic tails", "Barron 2021", new CatalogueParameter("b", new Fraction(4), IsQuiet: true)),
        New("mish", "", "z*tanh(softplus(z))", "self-regularised swish", "Misra 2019"),
        New("lisht", "", "z*tanh(z)", "linearly scaled tanh", "Roy et al. 2019"),
        New("serf", "", "z*erf(softplus(z))", "log-softplus error function", "Nag et al. 2021"),
        New("phish", "", "z*tanh(z*Phi(z))", "tanh of GELU times z", "Naveen 2022"),
        New("logish", "", "z*log(1 + sigmoid(z))", "logarithm of a sigmoid times z", "Zhu et al. 2021"),
        New("smish", "", "z*tanh(log(1 + sigmoid(z)))", "smooth mish", "Wang et al. 2022"),
        New("tanh_exp", "telu", "z*tanh(exp(z))", "tanh of an exponential times z", "Liu and Di 2020"),
        New("softsign", "", "z/(1 + abs(z))", "sigmoid of algebraic tails", "Bergstra et al. 2009"),
        New("bent_identity", "bent-identity", "(sqrt(z^2 + 1) - 1)/2 + z", "bent identity", "Barron 2017"),
        New("exponential", "exp", "exp(z)", "exponential function", "Keras keras.activations.exponential"),
        New("square", "quadratic", "z^2", "square", "Livni et al. 2014"),
    ];

    /// <summary>The integral from 0 to z of max(0, 1 - t^2)^(p - 1), its powers multiplied out.</summary>
    private static string PowersOfOneMinusSquare(int p)
    {
        Fraction[] coefficients = new Fraction[p];
        Fraction binomial = Fraction.One;
        for (int k = 0; k < p; k++)
        {
            coefficients[k] = (k % 2 == 0 ? binomial : -binomial) / ((2 * k) + 1);
            binomial = binomial * (p - 1 - k) / (k + 1);
        }

        Fraction end = coefficients.Aggregate(Fraction.Zero, (sum, c) => sum + c);
        return $"piecewise(z <= -1, {-end}, z < 1, {string.Join(" + ", coefficients.Select((c, k) => $"({c})*z^{(2 * k) + 1}"))}, {end})";
    }

    private static CatalogueEntry New(string name, string aliases, string formula, string description, string reference, params CatalogueParameter[] parameters) =>
        new(name, aliases.Length == 0 ? [] : aliases.Split(", "), parameters, formula, description, reference);
}
