using System.Globalization;
using System.Numerics;
using Theory.Experiments.DataSets;
using Theory.Experiments.Predictions;
using TorchSharp;

namespace Theory.Experiments.Residuals;

/// <summary>Images that are classified, as tensors: training and test inputs of |x|²/n₀ = 1, and one-hot targets without their mean.</summary>
internal sealed class ResidualData
{
    /// <summary>Where Debian's package dataset-fashion-mnist puts the files.</summary>
    public const string Folder = "/usr/share/datasets/fashion-mnist";

    /// <summary>What is learned in the smallest size where no data set is named, so that it needs none.</summary>
    public const string Generated = "moons";

    private readonly PredictionData _data;

    private ResidualData(PredictionData data) => _data = data;

    /// <summary>Components of an input.</summary>
    public int Inputs => _data.Dimension;

    /// <summary>Training inputs.</summary>
    public int Training => _data.Training;

    /// <summary>Test inputs.</summary>
    public int Test => _data.Test;

    /// <summary>The class of each input.</summary>
    public IReadOnlyList<int> Labels => _data.Labels;

    /// <summary>A number that other inputs or labels would change.</summary>
    public string Checksum
    {
        get
        {
            // FNV-1a over the bits.
            ulong hash = 0xcbf29ce484222325;
            foreach (ulong bits in _data.Inputs.Select(BitConverter.DoubleToUInt64Bits).Concat(_data.Labels.Select(l => (ulong)l)))
            {
                hash = unchecked((hash ^ BitOperations.RotateLeft(bits, 17)) * 0x100000001b3);
            }

            return hash.ToString("x16", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Reads the data, and chooses inputs by the seed.</summary>
    /// <param name="source">A folder in the format of MNIST, or <see cref="Generated"/>.</param>
    /// <param name="training">Training inputs.</param>
    /// <param name="test">Test inputs.</param>
    /// <param name="seed">The seed of the choice.</param>
    /// <exception cref="UserInputException">The folder or a file is missing, cannot be used, or has too few images.</exception>
    public static ResidualData Read(string source, int training, int test, ulong seed)
    {
        int choice = unchecked((int)(seed & int.MaxValue));
        if (source == Generated)
        {
            return new ResidualData(PredictionData.Prepare(
                GeneratedTasks.TryParse($"{Generated}:{training + test}", choice)!, null, (double)test / (training + test), training, test, choice, Preprocessing.Norm));
        }

        Require.That(
            Directory.Exists(source),
            $"there is no folder '{source}' with the images; install Debian's package dataset-fashion-mnist, or name a folder with the four files of MNIST or one of its successors by --data");
        (LabelledData all, LabelledData? tests) = DataFiles.Read(source, null, null, null, [], classify: true);
        Require.That(all.Names.Count == Outputs(source), $"'{source}' has {all.Names.Count} classes; this experiment is one of {Outputs(source)}");
        return new ResidualData(PredictionData.Prepare(all, tests, 0, training, test, choice, Preprocessing.Norm));
    }

    /// <summary>The number of classes.</summary>
    public static int Outputs(string source) => source == Generated ? 2 : 10;

    /// <summary>The mean squared error of the best constant, where classes are equally frequent: 0.09 for ten.</summary>
    public static double ConstantLoss(string source) => (Outputs(source) - 1.0) / (Outputs(source) * Outputs(source));

    /// <summary>Inputs from one on, [1, n₀, count].</summary>
    public torch.Tensor InputsOf(int first, int count) => Columns(_data.Inputs, _data.Dimension, first, count);

    /// <summary>Targets from one on, [1, classes, count].</summary>
    public torch.Tensor TargetsOf(int first, int count) => Columns(_data.Targets, _data.Names.Count, first, count);

    private static torch.Tensor Columns(double[] rows, int length, int first, int count)
    {
        float[] columns = new float[length * count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < length; j++)
            {
                columns[(j * count) + i] = (float)rows[((first + i) * length) + j];
            }
        }

        return torch.tensor(columns, dtype: torch.float32).reshape(1, length, count);
    }
}
