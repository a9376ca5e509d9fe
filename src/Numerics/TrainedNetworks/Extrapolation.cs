namespace Theory.Numerics.TrainedNetworks;

/// <summary>Ordinary differential equations by the modified midpoint rule, extrapolated to a step of 0 (Gragg 1965, Bulirsch and Stoer 1966): order 16.</summary>
/// <remarks>An error of the time step would be multiplied by n where a correction of order 1/n is compared with networks; here it is below 1e-11.</remarks>
internal static class Extrapolation
{
    private const int Rows = 8;
    private const double Tolerance = 1e-12;
    private const int MostHalvings = 30;

    /// <summary>y' = f(t, y) from one time to another.</summary>
    /// <param name="y">The values at the first time.</param>
    /// <param name="from">The first time.</param>
    /// <param name="to">The last one.</param>
    /// <param name="longest">The longest step, a time in which y changes by about its own size.</param>
    /// <param name="f">Writes y' into its last argument.</param>
    /// <param name="cancellation">Ends the computation.</param>
    public static double[] Integrate(double[] y, double from, double to, double longest, Action<double, double[], double[]> f, CancellationToken cancellation)
    {
        double[] state = [.. y];
        double now = from;
        double step = Math.Min(longest, to - from);
        int halvings = 0;
        while (now < to)
        {
            cancellation.ThrowIfCancellationRequested();
            double h = to - now <= 1.0001 * step ? to - now : step;
            (double[] next, double error) = Step(state, now, h, f);
            if (!(error <= Tolerance))
            {
                Require.That(halvings++ < MostHalvings, $"the training cannot be followed beyond the time {now}: moments leave double precision");
                step = h / 2;
                continue;
            }

            (state, now) = (next, now + h);
            step = Math.Min(longest, error < Tolerance / 1000 ? 1.5 * step : step);
        }

        return state;
    }

    private static (double[] Values, double Error) Step(double[] y, double t, double h, Action<double, double[], double[]> f)
    {
        double[][] table = new double[Rows][];
        double error = double.PositiveInfinity;
        for (int row = 0; row < Rows; row++)
        {
            double[] value = Midpoint(y, t, h, 2 * (row + 1), f);

            // Neville's scheme in the squared step; table[k] holds the column k of the row before.
            for (int k = 0; k < row; k++)
            {
                double ratio = (row + 1.0) / (row - k);
                double factor = 1 / ((ratio * ratio) - 1);
                double[] better = new double[y.Length];
                for (int i = 0; i < y.Length; i++)
                {
                    better[i] = value[i] + ((value[i] - table[k][i]) * factor);
                }

                table[k] = value;
                value = better;
            }

            if (row == Rows - 1)
            {
                (double size, double distance) = (0, 0);
                for (int i = 0; i < y.Length; i++)
                {
                    size = Math.Max(size, Math.Max(Math.Abs(value[i]), Math.Abs(y[i])));
                    distance = Math.Max(distance, Math.Abs(value[i] - table[row - 1][i]));
                }

                error = size == 0 ? 0 : distance / size;
            }

            table[row] = value;
        }

        return (table[Rows - 1], error);
    }

    private static double[] Midpoint(double[] y, double t, double h, int steps, Action<double, double[], double[]> f)
    {
        double d = h / steps;
        double[] change = new double[y.Length];
        double[] before = [.. y];
        double[] now = new double[y.Length];
        f(t, before, change);
        for (int i = 0; i < y.Length; i++)
        {
            now[i] = y[i] + (d * change[i]);
        }

        for (int k = 1; k < steps; k++)
        {
            f(t + (k * d), now, change);
            for (int i = 0; i < y.Length; i++)
            {
                (before[i], now[i]) = (now[i], before[i] + (2 * d * change[i]));
            }
        }

        f(t + h, now, change);
        for (int i = 0; i < y.Length; i++)
        {
            before[i] = (now[i] + before[i] + (d * change[i])) / 2;
        }

        return before;
    }
}
