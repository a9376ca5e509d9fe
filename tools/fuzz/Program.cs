using System.Diagnostics;
using System.Globalization;
using Theory.Fuzz;

// Random command lines, formulas and damaged files, run in this process as the command theory would; what breaks a promise is printed.
//   dotnet run -c Release --project tools/fuzz -- arguments|formulas|files [count] [seed]
//   dotnet run -c Release --project tools/fuzz -- ensembles [count] [seed]     ensembles of a true theory: how often it is refuted
//   dotnet run -c Release --project tools/fuzz -- pairs [count] [seed]         the same, each of two or three inputs
//   dotnet run -c Release --project tools/fuzz -- laws [count] [seed]          the same, some of them also by the exact law
//   dotnet run -c Release --project tools/fuzz -- commands FILE [RESULTS [SECONDS]]  command lines, each a JSON array of words; what they print as JSON lines
string kind = args.Length > 0 ? args[0] : "arguments";
int count = args.Length > 1 && kind != "commands" ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1000;
int seed = args.Length > 2 && kind != "commands" ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;
if (kind is "ensembles" or "pairs" or "laws")
{
    return new TrueTheories(new Random(seed), kind == "laws", kind == "pairs").Run(count) ? 0 : 1;
}

if (kind == "commands")
{
    return CommandList.Run(args[1], args.ElementAtOrDefault(2), args.Length > 3 ? double.Parse(args[3], CultureInfo.InvariantCulture) : 20);
}

string folder = Directory.CreateTempSubdirectory("theory-fuzz-").FullName;
Directory.SetCurrentDirectory(folder);
Random random = new(seed);
Func<string[]> next = kind switch
{
    "arguments" => new RandomArguments(random).Next,
    "formulas" => new RandomText(random).Next,
    "files" => new DamagedFiles(random, folder).Next,
    _ => throw new ArgumentException("write arguments, formulas, files, ensembles, pairs or laws"),
};

Dictionary<int, int> codes = [];
int broken = 0;
int cancelled = 0;
Stopwatch clock = Stopwatch.StartNew();
for (int i = 0; i < count; i++)
{
    string[] arguments = next();
    Outcome outcome = Outcome.Of(arguments, TimeSpan.FromSeconds(20));
    codes[outcome.Code] = codes.GetValueOrDefault(outcome.Code) + 1;
    cancelled += outcome.WasCancelled ? 1 : 0;
    if (outcome.Broken is string promise)
    {
        broken++;
        Console.WriteLine($"{promise}: theory {string.Join(' ', arguments.Select(Shown))}");
        if (outcome.Hangs)
        {
            return 1;
        }
    }
}

Directory.SetCurrentDirectory("/");
Directory.Delete(folder, recursive: true);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{count} {kind}, seed {seed}: {broken} broke a promise, {cancelled} were cancelled after 20 s; exit codes {string.Join(", ", codes.OrderBy(c => c.Key).Select(c => $"{c.Key}: {c.Value}"))}; {clock.Elapsed.TotalSeconds:0} s"));
return broken == 0 ? 0 : 1;

static string Shown(string argument) => argument.Length > 200 ? $"'{argument[..200]}…' ({argument.Length} characters)" : $"'{argument}'";
