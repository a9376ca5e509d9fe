using System.Numerics;

namespace Theory.Numerics.ExactLaw;

/// <summary>A panel of the quadrature over z: s(z)^2 at its nodes, their weights under normal laws of several variances, and its halves once they are needed.</summary>
internal sealed class SharedPanel : SquaredPanel
{
    /// <summary>Squares below it count as 0, in whatever units: far enough above the least doubles, and below what is told from 0 of a metric.</summary>
    public const double Nothing = 1e-290;

    private readonly SharedNeuron _neuron;
    private SharedPanel? _left;
    private SharedPanel? _right;

    /// <summary>Evaluates a panel.</summary>
    /// <param name="from">Lower end, in z.</param>
    /// <param name="to">Upper end.</param>
    /// <param name="neuron">The function and the variances.</param>
    public SharedPanel(double from, double to, SharedNeuron neuron)
        : base(from, to, neuron.Square)
    {
        _neuron = neuron;
        double half = 0.5 * (to - from);
        int rows = neuron.Variances.Length;
        Weights = neuron.Rent();
        Masses = new double[rows];
        for (int r = 0; r < rows; r++)
        {
            double variance = neuron.Variances[r];
            Vector<double> decay = new(-0.5 / variance);
            Vector<double> scale = new(neuron.Multiplicity * half / Math.Sqrt(2 * Math.PI * variance));
            Vector<double> sum = Vector<double>.Zero;
            Vector<double> most = Vector<double>.Zero;
            for (int i = 0; i < Order; i += Vector<double>.Count)
            {
                Vector<double> at = new(Nodes, i);
                Vector<double> w = scale * new Vector<double>(Rule.Weights, i) * Vector.Exp(at * at * decay);
                w.CopyTo(Weights, (r * Order) + i);
                sum += w;
                most = Vector.Max(most, w);
            }

            Masses[r] = Vector.Sum(sum);
            double heaviest = 0;
            for (int i = 0; i < Vector<double>.Count; i++)
            {
                heaviest = Math.Max(heaviest, most[i]);
            }

            Heaviest = Math.Max(Heaviest, heaviest);
            if (heaviest > SharedNeuron.Negligible)
            {
                (FirstRow, EndRow) = (EndRow == 0 ? r : FirstRow, r + 1);
            }
        }

        double mass = Masses.Max();
        Vanishing = Math.Max(1, 41 + Math.Log(mass));
        Limit = PhaseLimit.Of(from, to, Squares, Greatest - Least, mass);
    }

    /// <summary>The weights of the nodes, variance by variance, with the normal density.</summary>
    public double[] Weights { get; }

    /// <summary>The sum of the weights of each variance.</summary>
    public double[] Masses { get; }

    /// <summary>The first variance under which the panel counts.</summary>
    public int FirstRow { get; }

    /// <summary>The variance after the last under which it counts.</summary>
    public int EndRow { get; }

    /// <summary>A decay that leaves 1e-18 of the weights.</summary>
    public double Vanishing { get; }

    /// <summary>The |t| up to which the nodes integrate exp(-t X) to 1e-17.</summary>
    public double Limit { get; }

    /// <summary>The largest weight.</summary>
    public double Heaviest { get; }

    /// <summary>True while halves are not yet next to the spacing of doubles.</summary>
    public bool IsDivisible => To - From > 1e-13 * Math.Max(Math.Abs(From), Math.Abs(To));

    /// <summary>The lower half.</summary>
    public SharedPanel Left => _left ??= new SharedPanel(From, 0.5 * (From + To), _neuron);

    /// <summary>The upper half.</summary>
    public SharedPanel Right => _right ??= new SharedPanel(0.5 * (From + To), To, _neuron);

    /// <summary>True if nothing of exp(-decay x) is left anywhere on the panel; a zero of s between nodes would show in the spread of the squares.</summary>
    public bool HasVanished(double decay) => decay * Least > Vanishing && Greatest <= 16 * Least;

    /// <summary>Gives back the halves: they will not be needed again.</summary>
    public void Forget()
    {
        _left?.GiveBack();
        _right?.GiveBack();
        (_left, _right) = (null, null);
    }

    private void GiveBack()
    {
        Forget();
        _neuron.GiveBack(Weights);
    }

    /// <summary>The sum of weight times square^power under one variance.</summary>
    public double Moment(int row, int power)
    {
        double sum = 0;
        for (int i = 0; i < Order; i++)
        {
            double product = 1;
            for (int k = 0; k < power; k++)
            {
                product *= Squares[i];
            }

            sum += Weights[(row * Order) + i] * product;
        }

        return sum;
    }
}
