using System.Numerics;

namespace Theory.Numerics.ExactLaw;

/// <summary>E exp(-t X), X = s(z)^2, along a ray of complex t and for several variances of z at once: exponentials are evaluated once for all of them.</summary>
internal sealed class LaplaceTable
{
    private const int Order = LaplacePanel.Order;
    private const int MaximumDepth = 200;

    private readonly SharedNeuron _neuron;
    private readonly double _sine;
    private readonly ExponentialBlock _block;
    private readonly double[] _sums;
    private bool _anyEarly;
    private bool _anyLate;
    private int _firstWanted;
    private int _lastWanted;

    /// <summary>A table.</summary>
    /// <param name="neuron">The function and the variances.</param>
    /// <param name="contour">The ray.</param>
    public LaplaceTable(SharedNeuron neuron, Contour contour)
    {
        (_neuron, _sine, _block) = (neuron, Math.Sin(contour.Delta), new ExponentialBlock(contour.Delta));
        Tolerance = contour.Accuracy.TransformTolerance;
        _sums = new double[2 * Order * neuron.Variances.Length];
    }

    /// <summary>The variances.</summary>
    public double[] Variances => _neuron.Variances;

    /// <summary>ln of the unit of X.</summary>
    public double LogScale => _neuron.LogScale;

    /// <summary>Of interpolation in ln |t|.</summary>
    public double Tolerance { get; }

    /// <summary>The transforms at the nodes of an interval of ln |t|, X in units of the neuron's scale.</summary>
    /// <param name="from">Where the interval begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="isWanted">By variance, whether it is asked for.</param>
    /// <param name="isLate">By variance, which of the two forms.</param>
    public LaplacePanel At(double from, double to, bool[] isWanted, bool[] isLate)
    {
        _block.MoveTo(LaplacePanel.Nodes(from, to));

        Array.Clear(_sums);
        (_anyEarly, _anyLate) = (false, false);
        (_firstWanted, _lastWanted) = (Array.IndexOf(isWanted, true), Array.LastIndexOf(isWanted, true));
        for (int r = 0; r < isWanted.Length; r++)
        {
            _anyEarly |= isWanted[r] && !isLate[r];
            _anyLate |= isWanted[r] && isLate[r];
        }

        foreach (SharedPanel panel in _neuron.Panels)
        {
            Add(panel, isWanted, isLate, 0);
        }

        var values = new Complex[isWanted.Length][];
        for (int r = 0; r < isWanted.Length; r++)
        {
            if (isWanted[r])
            {
                values[r] = new Complex[Order];
                for (int i = 0; i < Order; i++)
                {
                    values[r][i] = new Complex(_sums[(2 * r * Order) + i], _sums[(((2 * r) + 1) * Order) + i]);
                }
            }
        }

        return new LaplacePanel(from, to, [.. isLate], values);
    }

    private void Add(SharedPanel panel, bool[] isWanted, bool[] isLate, int depth)
    {
        if (panel.EndRow <= _firstWanted || panel.FirstRow > _lastWanted || panel.Greatest < _neuron.Nothing)
        {
            return;
        }

        (double least, double most) = (_block.Smallest, _block.Largest);
        if (most * panel.Greatest < 1e-18)
        {
            if (_anyLate)
            {
                AddMass(panel, isWanted, isLate, 1);
            }

            return;
        }

        if (panel.HasVanished(least * _sine))
        {
            // |t| only grows.
            panel.Forget();
            if (_anyEarly)
            {
                AddMass(panel, isWanted, isLate, -1);
            }

            return;
        }

        if (depth < MaximumDepth && panel.Heaviest > 1e-18 && panel.IsDivisible && most > panel.Limit)
        {
            Add(panel.Left, isWanted, isLate, depth + 1);
            Add(panel.Right, isWanted, isLate, depth + 1);
            return;
        }

        _block.Evaluate(panel.Squares, _anyEarly, _anyLate);
        for (int r = panel.FirstRow; r < panel.EndRow; r++)
        {
            if (isWanted[r])
            {
                ReadOnlySpan<double> weights = panel.Weights.AsSpan(r * SharedPanel.Order, SharedPanel.Order);
                _block.Accumulate(weights, !isLate[r], _sums.AsSpan(2 * r * Order, 2 * Order));
            }
        }
    }

    /// <summary>Where the exponential is 1 or 0: 1 counts where values are those of X > 0, 0 where they are differences from 1.</summary>
    private void AddMass(SharedPanel panel, bool[] isWanted, bool[] isLate, int sign)
    {
        for (int r = panel.FirstRow; r < panel.EndRow; r++)
        {
            if (isWanted[r] && isLate[r] == (sign > 0))
            {
                double mass = sign * panel.Masses[r];
                for (int i = 0; i < Order; i++)
                {
                    _sums[(2 * r * Order) + i] += mass;
                }
            }
        }
    }
}
