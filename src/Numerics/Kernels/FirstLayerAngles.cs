using Theory.Networks;

namespace Theory.Numerics.Kernels;

/// <summary>1 - |rho| of nearly parallel or opposite inputs, from their differences.</summary>
/// <remarks>
/// In layer 1 rho is the cosine between the vectors (sqrt(C_b), sqrt(C_W/n_0) x_a). With r what is left of the one after projection on the
/// other, sin^2 = |r|^2/K_bb: the components of r are differences y - c x that a fused multiply-add rounds once, so that every digit of a
/// small angle is right.
/// </remarks>
internal static class FirstLayerAngles
{
    private const double Epsilon = 2.220446049250313e-16;
    private const int Projections = 3;

    // What projections leave of inputs that are parallel.
    private const double Parallel = 1e-60;

    /// <summary>Finds the close pairs; their correlations are set to what the deficits round to.</summary>
    public static ClosePairs Find(IReadOnlyList<double[]> inputs, Linear layer, double[] k, int[] first, int[] second, double[] correlations)
    {
        List<int> pairs = [];
        List<double> deficits = [];
        List<double> errors = [];
        var variances = new SymmetricMatrix(inputs.Count, k);
        double[] rest = new double[inputs.Count == 0 ? 0 : inputs[0].Length];
        for (int p = 0; p < correlations.Length; p++)
        {
            if (!(Math.Abs(correlations[p]) >= 1 - (2 * ClosePairs.Threshold)))
            {
                continue;
            }

            (int a, int b) = (first[p], second[p]);
            if (a == b)
            {
                continue;
            }

            double sign = Math.Sign(correlations[p]);
            double deficit = Deficit(inputs[a], inputs[b], sign, layer, variances[a, a], variances[b, b], rest);
            if (deficit < ClosePairs.Threshold)
            {
                pairs.Add(p);
                deficits.Add(deficit);
                errors.Add(deficit * Epsilon * (8 + rest.Length));
                correlations[p] = sign * (1 - deficit);
            }
        }

        return new ClosePairs([.. pairs], [.. deficits], [.. errors]);
    }

    private static double Deficit(double[] x, double[] y, double sign, Linear layer, double ka, double kb, double[] rest)
    {
        double weight = layer.Cw / x.Length;
        for (int i = 0; i < rest.Length; i++)
        {
            rest[i] = sign * y[i];
        }

        // The coordinate of the bias is 1 for both.
        double bias = sign;
        double square = kb;
        for (int step = 0; step < Projections; step++)
        {
            double projection = layer.Cb * bias;
            for (int i = 0; i < rest.Length; i++)
            {
                projection += weight * rest[i] * x[i];
            }

            double c = projection / ka;
            bias -= c;
            square = layer.Cb * bias * bias;
            for (int i = 0; i < rest.Length; i++)
            {
                rest[i] = Math.FusedMultiplyAdd(-c, x[i], rest[i]);
                square += weight * rest[i] * rest[i];
            }
        }

        double squaredSine = square / kb;
        return squaredSine <= Parallel ? 0 : squaredSine / (1 + Math.Sqrt(1 - squaredSine));
    }
}
