using Theory.Networks;
using Theory.Numerics.Kernels;

namespace Theory.Numerics.Architectures;

/// <summary>Layers that connect positions of a sequence or an image.</summary>
internal static class PositionSteps
{
    /// <summary>C_b + (C_W/#u) sum over the filter's elements u of K[x + u, y + u], and Theta likewise.</summary>
    public static KernelState Convolve(Convolution convolution, KernelState state, ParallelOptions parallel)
    {
        Linear law = convolution.Weights;
        SiteLayout before = state.Layout;
        int[] extents = [.. before.Extents.Select(convolution.Outputs)];
        SiteLayout after = SiteLayout.Of(before.Inputs, extents, before.HasAllPairs);
        int[][] seen = Seen(convolution, before.Extents, extents);
        double size = convolution.Size.Aggregate(1, (a, b) => a * b);
        double[] k = new double[after.Count];
        double[]? theta = state.Theta is null ? null : new double[after.Count];
        OverEntries(after, parallel, (e, a, x, b, y) =>
        {
            (double sum, double sumTheta) = (0, 0);
            for (int u = 0; u < seen[x].Length; u++)
            {
                if (seen[x][u] >= 0 && seen[y][u] >= 0)
                {
                    int entry = before.IndexOf((a * before.Positions) + seen[x][u], (b * before.Positions) + seen[y][u]);
                    sum += state.K[entry];
                    sumTheta += state.Theta?[entry] ?? 0;
                }
            }

            k[e] = law.Cb + (law.Cw / size * sum);
            if (theta is not null)
            {
                theta[e] = law.LambdaB + (law.LambdaW / size * sum) + (law.Cw / size * sumTheta);
            }
        });
        return KernelEvaluator.Gaussian(state, k, theta, after);
    }

    /// <summary>The mean over a window in x and one in y.</summary>
    public static KernelState Pool(Pooling pooling, KernelState state, ParallelOptions parallel)
    {
        SiteLayout before = state.Layout;
        if (before.Positions > 1 && !before.HasAllPairs && pooling.Window != 1)
        {
            throw pooling.Refused("pooling needs the covariances of different positions, which were not kept");
        }

        int[] extents = pooling.Window is null ? [] : [.. before.Extents.Select(pooling.Outputs)];
        SiteLayout after = SiteLayout.Of(before.Inputs, extents, before.HasAllPairs);
        int[][] windows = pooling.Window is int window ? Windows(window, pooling.Stride, before.Extents, extents) : [[.. Enumerable.Range(0, before.Positions)]];
        double[] k = new double[after.Count];
        double[]? theta = state.Theta is null ? null : new double[after.Count];
        OverEntries(after, parallel, (e, a, x, b, y) =>
        {
            (double sum, double sumTheta) = (0, 0);
            foreach (int i in windows[x])
            {
                foreach (int j in windows[y])
                {
                    int entry = before.IndexOf((a * before.Positions) + i, (b * before.Positions) + j);
                    sum += state.K[entry];
                    sumTheta += state.Theta?[entry] ?? 0;
                }
            }

            double count = (double)windows[x].Length * windows[y].Length;
            k[e] = sum / count;
            if (theta is not null)
            {
                theta[e] = sumTheta / count;
            }
        });
        Lazy<double[]>? means = state.Means is Lazy<double[]> of
            ? new(() => [.. Enumerable.Range(0, after.Sites).Select(s => windows[s % after.Positions].Average(x => of.Value[(s / after.Positions * before.Positions) + x]))])
            : null;
        return state with { K = k, Theta = theta, Layout = after, Means = means };
    }

    /// <summary>The mean over positions x of K[x, x].</summary>
    public static KernelState Flatten(KernelState state)
    {
        SiteLayout before = state.Layout;
        SiteLayout after = SiteLayout.Of(before.Inputs, [], false);
        int positions = before.Positions;
        double[] Mean(double[] values) =>
        [
            .. Enumerable.Range(0, after.Count).Select(e =>
                Enumerable.Range(0, positions).Sum(x => values[before.IndexOf((after.First[e] * positions) + x, (after.Second[e] * positions) + x)]) / positions),
        ];
        return state with
        {
            K = Mean(state.K),
            Theta = state.Theta is double[] theta ? Mean(theta) : null,
            Layout = after,
            Means = state.Means is Lazy<double[]> means
                ? new(() => [.. Enumerable.Range(0, after.Sites).Select(a => Enumerable.Range(0, positions).Average(x => means.Value[(a * positions) + x]))])
                : null,
            IsUniform = state.IsUniform && positions == 1,
            NotGaussianBecause = state.NotGaussianBecause ?? (positions == 1 ? null : "neurons of different positions have different variances"),
        };
    }

    private static void OverEntries(SiteLayout layout, ParallelOptions parallel, Action<int, int, int, int, int> body)
    {
        const int Chunk = 2048;
        int positions = layout.Positions;
        ParallelLoop.For((layout.Count + Chunk - 1) / Chunk, parallel, chunk =>
        {
            for (int e = chunk * Chunk; e < Math.Min(layout.Count, (chunk + 1) * Chunk); e++)
            {
                (int i, int j) = (layout.First[e], layout.Second[e]);
                body(e, i / positions, i % positions, j / positions, j % positions);
            }
        });
    }

    /// <summary>For each output position the positions that the filter's elements see, -1 beyond the edge.</summary>
    private static int[][] Seen(Convolution convolution, IReadOnlyList<int> before, IReadOnlyList<int> after)
    {
        int Along(int output, int element, int axis) => convolution.Seen(output, element, before[axis], axis) ?? -1;
        return before.Count == 1
            ? [.. Enumerable.Range(0, after[0]).Select(x => (int[])[.. Enumerable.Range(0, convolution.Size[0]).Select(u => Along(x, u, 0))])]
            : [.. from x in Enumerable.Range(0, after[0])
                  from y in Enumerable.Range(0, after[1])
                  select (int[])
                  [
                      .. from u in Enumerable.Range(0, convolution.Size[0])
                         from v in Enumerable.Range(0, convolution.Size[1])
                         select Along(x, u, 0) is >= 0 and var i && Along(y, v, 1) is >= 0 and var j ? (i * before[1]) + j : -1,
                  ]];
    }

    private static int[][] Windows(int window, int stride, IReadOnlyList<int> before, IReadOnlyList<int> after) => before.Count == 1
        ? [.. Enumerable.Range(0, after[0]).Select(x => (int[])[.. Enumerable.Range(x * stride, window)])]
        : [.. from x in Enumerable.Range(0, after[0])
              from y in Enumerable.Range(0, after[1])
              select (int[])[.. from i in Enumerable.Range(x * stride, window) from j in Enumerable.Range(y * stride, window) select (i * before[1]) + j]];
}
