using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <summary>A panel of the quadrature over one standard normal number xi: the values of s(sqrt(q) xi)^2 at its nodes, and its halves once they are needed.</summary>
internal sealed class NeuronPanel
{
    /// <summary>Nodes of a panel.</summary>
    public const int Order = 16;

    private static readonly LegendreRule Rule = new(Order);

    private readonly Func<double, double> _square;
    private readonly double _multiplicity;
    private NeuronPanel? _left;
    private NeuronPanel? _right;

    /// <summary>Evaluates a panel.</summary>
    /// <param name="from">Lower end, in xi.</param>
    /// <param name="to">Upper end.</param>
    /// <param name="square">s(sqrt(q) xi)^2 over its scale.</param>
    /// <param name="multiplicity">2 where the panel also stands for its mirror image.</param>
    public NeuronPanel(double from, double to, Func<double, double> square, double multiplicity)
    {
        (From, To, _square, _multiplicity) = (from, to, square, multiplicity);
        double half = 0.5 * (to - from);
        double middle = 0.5 * (to + from);
        for (int i = 0; i < Order; i++)
        {
            double xi = middle + (half * Rule.Nodes[i]);
            double x = square(xi);
            Values[i] = x;
            Weights[i] = multiplicity * half * Rule.Weights[i] * Math.Exp(-0.5 * xi * xi) / Math.Sqrt(2 * Math.PI);
        }
    }

    /// <summary>Lower end.</summary>
    public double From { get; }

    /// <summary>Upper end.</summary>
    public double To { get; }

    /// <summary>The squared activation at the nodes.</summary>
    public double[] Values { get; } = new double[Order];

    /// <summary>The weights of the nodes, with the normal density.</summary>
    public double[] Weights { get; } = new double[Order];

    /// <summary>The lower half.</summary>
    public NeuronPanel Left => _left ??= new NeuronPanel(From, 0.5 * (From + To), _square, _multiplicity);

    /// <summary>The upper half.</summary>
    public NeuronPanel Right => _right ??= new NeuronPanel(0.5 * (From + To), To, _square, _multiplicity);

    /// <summary>The sum of weight times value^power.</summary>
    public double Moment(int power)
    {
        double sum = 0;
        for (int i = 0; i < Order; i++)
        {
            double x = power == 0 ? 1 : Values[i];
            double product = x;
            for (int k = 1; k < power; k++)
            {
                product *= x;
            }

            sum += Weights[i] * product;
        }

        return sum;
    }
}
