using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Theory.Validation.KernelRegression;

namespace Theory.Experiments.Gram;

/// <summary>Kernel and tangent kernel of the last layer in files.</summary>
public static class MatrixFilesRun
{
    /// <summary>Makes the tiles of the part, and if that is all of them the matrices.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="folder">Where the matrices go; null to make tiles only.</param>
    /// <param name="progress">Told the fraction that is done of the kernel (0) and of the tangent kernel (1).</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The names of the matrices in the folder.</returns>
    public static IReadOnlyList<string> Run(GramSettings settings, string? folder, Func<int, IProgress<double>> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(progress);
        MatrixFiles files = settings.Files!;
        int dimension = settings.Inputs[0].Length;
        double[] inputs = [.. settings.Inputs.SelectMany(x => x)];
        string identity = Identity(settings, inputs);
        List<string> names = [];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = settings.Threads, CancellationToken = cancellation };
        using KernelSource kernel = new(settings.Network!, inputs, dimension, KernelKind.Nngp, parallel, files.Device);
        Make(kernel, "kernel");
        if (kernel.HasTangent)
        {
            using KernelSource tangent = kernel.With(KernelKind.Tangent);
            Make(tangent, "tangent-kernel");
        }

        return names;

        void Make(KernelSource source, string name)
        {
            using KernelMatrixTiles tiles = new(Path.Combine(files.Scratch, name), settings.Inputs.Count, files.Tile, files.Precision, identity);
            tiles.Make(source, files.Part, progress(names.Count), cancellation);
            names.Add(name + ".npy");
            if (folder is not null)
            {
                Directory.CreateDirectory(folder);
                tiles.Save(Path.Combine(folder, names[^1]));
            }
        }
    }

    /// <summary>Bytes that are needed: inputs three times, and what each worker has.</summary>
    public static double MemoryNeed(MatrixFiles files, int count, int dimension, int threads)
    {
        ArgumentNullException.ThrowIfNull(files);
        RegressionOptions options = new() { Tile = files.Tile, Scratch = files.Scratch };
        return options.MemoryNeed(count, count, dimension, threads) + (8.0 * count * dimension);
    }

    private static string Identity(GramSettings settings, double[] inputs) => string.Join('|',
    [
        settings.Activation!.Definition.ToString(),
        .. settings.Network!.LinearLayers.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Cb:R} {l.Cw:R} {l.LambdaB:R} {l.LambdaW:R}")),
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(inputs.AsSpan()))),
    ]);
}
