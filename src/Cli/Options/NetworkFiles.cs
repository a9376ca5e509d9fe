using System.CommandLine;
using System.Text;
using Theory.Experiments.Reporting;
using Theory.Polynomials.Export;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;

namespace Theory.Cli.Options;

/// <summary>The options that write a network to single files.</summary>
internal sealed class NetworkFiles
{
    private readonly Option<string?> _save = File("--save", "Write the network with exact rational weights as JSON");
    private readonly Option<string?> _onnx = File("--onnx", "Write an ONNX model (double precision; with --single in single precision)");
    private readonly Option<bool> _single = new("--single") { Description = "Single precision for --onnx" };
    private readonly Option<string?> _csharp = File("--csharp", "Write C# source");
    private readonly Option<string?> _pyTorch = File("--pytorch", "Write a Python module with the network as a torch.nn.Module");
    private readonly Option<string?> _torchSharp = File("--torchsharp", "Write C# source with the network as a module of TorchSharp");
    private readonly Option<string?> _dot = File("--dot", "Write the graph for Graphviz");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_save);
        command.Add(_onnx);
        command.Add(_single);
        command.Add(_csharp);
        command.Add(_pyTorch);
        command.Add(_torchSharp);
        command.Add(_dot);
    }

    /// <summary>The files that were asked for, with their contents; nothing is written yet.</summary>
    public IReadOnlyList<(string Path, byte[] Content)> Prepare(ParseResult parsed, LayeredNetwork layered, PolynomialNetwork network)
    {
        List<(string Path, byte[] Content)> files = [];
        Prepare(files, parsed, _save, () => Encoding.UTF8.GetBytes(Json.Text(NetworkJson.Write(layered)).ReplaceLineEndings("\n")));
        Prepare(files, parsed, _onnx, () => OnnxFile.Write(layered, parsed.GetValue(_single)));
        Prepare(files, parsed, _csharp, () => Encoding.UTF8.GetBytes(CSharpSource.Write(layered)));
        Prepare(files, parsed, _pyTorch, () => Encoding.UTF8.GetBytes(FrameworkSource.PyTorch(layered)));
        Prepare(files, parsed, _torchSharp, () => Encoding.UTF8.GetBytes(FrameworkSource.TorchSharp(layered)));
        Prepare(files, parsed, _dot, () => Encoding.UTF8.GetBytes(DotGraph.Write(network)));
        return files;
    }

    /// <summary>The same for a network with several outputs.</summary>
    public IReadOnlyList<(string Path, byte[] Content)> Prepare(ParseResult parsed, JointNetwork network)
    {
        List<(string Path, byte[] Content)> files = [];
        Prepare(files, parsed, _save, () => Encoding.UTF8.GetBytes(Json.Text(NetworkJson.Write(network)).ReplaceLineEndings("\n")));
        Prepare(files, parsed, _onnx, () => OnnxFile.Write(network, parsed.GetValue(_single)));
        Prepare(files, parsed, _csharp, () => Encoding.UTF8.GetBytes(CSharpSource.Write(network)));
        Prepare(files, parsed, _pyTorch, () => Encoding.UTF8.GetBytes(FrameworkSource.PyTorch(network)));
        Prepare(files, parsed, _torchSharp, () => Encoding.UTF8.GetBytes(FrameworkSource.TorchSharp(network)));
        Prepare(files, parsed, _dot, () => Encoding.UTF8.GetBytes(DotGraph.Write(network)));
        return files;
    }

    private static void Prepare(List<(string Path, byte[] Content)> files, ParseResult parsed, Option<string?> option, Func<byte[]> content)
    {
        if (parsed.GetValue(option) is not string path)
        {
            return;
        }

        string full = path.Length == 0 ? throw new UserInputException($"{option.Name}: the name of the file is empty") : Path.GetFullPath(path);
        if (Directory.Exists(full) || !Directory.Exists(Path.GetDirectoryName(full)))
        {
            throw new UserInputException($"{option.Name}: '{path}' cannot be written; name a file in a folder that exists");
        }

        files.Add((full, content()));
    }

    private static Option<string?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };
}
