using System.Text;
using Theory.Cli;
using Theory.Cli.Output;

namespace Theory.Fuzz;

/// <summary>Files that commands read, with bytes changed, cut, repeated and replaced.</summary>
internal sealed class DamagedFiles
{
    private const string Coupling = """{"metric": [[1, 0.5], [0.5, 2]], "vertex": {"1111": 3, "1112": 1, "1122": 1, "1212": 1, "1222": 1, "2222": 4}, "width": 100, "neurons": 1}""";
    private const string Table = "x1,x2,y\n1,0.5,2\n-1,3e-2,1\n0,1,0\n";

    private static readonly string[] Pieces =
    [
        "null", "true", "-1", "0", "1e400", "\"abc\"", "[]", "{}", "[[1]]", "\"a\":1,\"a\":2", "\\ud800", "\"", "{", "}", "[", "]", ",", ":", "\n", "\r\n", "\0", "\uFEFF", "é", "NaN", "1e-400", "999999999999999999999999", "1/0", "-3/4", "",
    ];

    private readonly Random _random;
    private readonly string _folder;
    private readonly byte[] _network;

    /// <summary>Prepares the files.</summary>
    public DamagedFiles(Random random, string folder)
    {
        (_random, _folder) = (random, folder);
        string saved = Path.Combine(folder, "whole.json");
        Application.Run(["polynomial", "x^2*y - x + 1/3", "--p", "2", "--domain", "-1,1", "--save", saved], Terminal.Redirected(TextWriter.Null, TextWriter.Null));
        _network = File.ReadAllBytes(saved);
    }

    /// <summary>A command line that reads a damaged file.</summary>
    public string[] Next()
    {
        (byte[] content, string name, string[] line) = _random.Next(3) switch
        {
            0 => (Encoding.UTF8.GetBytes(Coupling), "layer.json", (string[])["couplings", "--file"]),
            1 => (_network, "network.json", ["polynomial", "--load"]),
            _ => (Encoding.UTF8.GetBytes(Table), "data.csv", ["gram", "relu", "--depth", "2", "--json", "--inputs"]),
        };
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, Damage(_random, content));
        return [.. line, path];
    }

    /// <summary>Some bytes changed, cut out, repeated or replaced.</summary>
    public static byte[] Damage(Random random, byte[] whole)
    {
        List<byte> content = [.. whole];
        for (int n = random.Next(1, 4); n > 0; n--)
        {
            int at = random.Next(content.Count + 1);
            int length = Math.Min(content.Count - at, random.Next(1, 12));
            switch (random.Next(6))
            {
                case 0 when at < content.Count:
                    content[at] = (byte)random.Next(256);
                    break;
                case 1:
                    content.RemoveRange(at, length);
                    break;
                case 2:
                    content.InsertRange(at, content.GetRange(at, length));
                    break;
                case 3:
                    content.RemoveRange(at, content.Count - at);
                    break;
                case 4:
                    content.RemoveRange(at, length);
                    content.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                default:
                    content.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
            }
        }

        return [.. content];
    }
}
