using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Theory.Experiments.DataSets;

namespace Theory.Experiments.Tests.DataSets;

/// <summary>Files of every kind: what is in them is read, what is wrong with them is one line, and sizes are not believed.</summary>
public sealed class DataFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("theory-data").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Arff_IsRead_WithQuotes_MissingValuesAndWords()
    {
        string path = Write("d.arff", """
            % A comment.
            @RELATION 'a relation'
            @ATTRIBUTE 'first one' NUMERIC
            @attribute colour {red, 'dark blue'}
            @attribute class {yes,no}

            @data
            1.5, red, yes
            ?, 'dark blue', no
            -2e1,?,yes
            {0 3, 1 'dark blue'}
            """);
        (LabelledData data, _) = DataFiles.Read(path, null, null, null, [], false);
        Assert.Equal(["yes", "no"], data.Names);
        Assert.Equal([0, 1, 0, 0], data.Labels!);
        Assert.Equal(3, data.Inputs.Columns);
        Assert.Equal([1.5, 1, 0, double.NaN, 0, 1, -20, 0, 0, 3, 0, 1], data.Inputs.Take([0, 1, 2, 3]));
    }

    [Fact]
    public void Csv_OfNumbersAndWords_BecomesColumnsOfOneForEachWord()
    {
        string path = Write("d.csv", "x,kind,y\n1,b,0.5\n2,a,1.5\n,b,2.5\n");
        (LabelledData data, _) = DataFiles.Read(path, null, null, null, ["y"], false);
        Assert.Equal([1, 0, 1, 2, 1, 0, double.NaN, 0, 1], data.Inputs.Take([0, 1, 2]));
        Assert.Equal([[0.5], [1.5], [2.5]], data.Targets!);
    }

    [Theory]
    [InlineData("'<f8'", false)]
    [InlineData("'<f8'", true)]
    public void Npy_IsRead_InEitherOrder(string type, bool byColumn)
    {
        double[] numbers = byColumn ? [1, 4, 2, 5, 3, 6] : [1, 2, 3, 4, 5, 6];
        string path = Npy("x.npy", $"{{'descr': {type}, 'fortran_order': {(byColumn ? "True" : "False")}, 'shape': (2, 3), }}", [.. numbers.SelectMany(BitConverter.GetBytes)]);
        string labels = Npy("y.npy", "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", [7, 9]);
        (LabelledData data, _) = DataFiles.Read(path, labels, null, null, [], false);
        Assert.Equal([1, 2, 3, 4, 5, 6], data.Inputs.Take([0, 1]));
        Assert.Equal(["7", "9"], data.Names);
    }

    [Fact]
    public void Idx_IsRead_CompressedOrNot()
    {
        byte[] content = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255];
        File.WriteAllBytes(At("x"), content);
        using (GZipStream zip = new(File.Create(At("x.gz")), CompressionLevel.Fastest))
        {
            zip.Write(content);
        }

        foreach (string name in (string[])["x", "x.gz"])
        {
            IdxFile idx = IdxFile.Read(At(name));
            Assert.Equal([2, 3], idx.Dimensions);
            Assert.Equal(255, idx.At(1, 2));
        }
    }

    /// <summary>A header of a few bytes that promises gigabytes must cost neither the memory nor the time.</summary>
    [Fact]
    public void PromisedSizes_AreNotBelieved()
    {
        File.WriteAllBytes(At("large"), [0, 0, 8, 3, 127, 255, 255, 255, 127, 255, 255, 255, 127, 255, 255, 255]);
        File.WriteAllBytes(At("short"), [0, 0, 8, 1, 64, 0, 0, 0, 1, 2, 3]);
        File.WriteAllBytes(At("negative"), [0, 0, 8, 1, 255, 0, 0, 0, 1, 2, 3]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("dimensions are", Refused("large"), StringComparison.Ordinal);
        Assert.Contains("ends after 3 of", Refused("short"), StringComparison.Ordinal);
        Assert.Contains("must be positive", Refused("negative"), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);

        string Refused(string name) => Assert.Throws<UserInputException>(() => IdxFile.Read(At(name))).Message;
    }

    [Theory]
    [InlineData("a.csv", "x,y\n1,2\n3\n", "row 3: 1 cells, but there are 2 columns")]
    [InlineData("a.csv", "x,x\n1,2\n", "two columns of the same name")]
    [InlineData("a.csv", "", "is empty")]
    [InlineData("a.csv", "x,y\n", "has a header, but no rows")]
    [InlineData("a.csv", "x,y\n1,\n2,3\n", "the target is missing")]
    [InlineData("a.arff", "@relation r\n@attribute y string\n@data\nq\n", "is of type string")]
    [InlineData("a.arff", "@relation r\n@attribute x numeric\n@attribute y {a,b}\n@data\n1,c\n", "'c' is not a value of the attribute y")]
    [InlineData("a.arff", "@relation r\n@attribute x numeric\n@attribute y {a,b}\n@data\none,a\n", "is not a finite number")]
    [InlineData("a.arff", "@relation r\n@attribute x numeric\n@attribute y {a,b}\n@data\n1\n", "1 cells, but there are 2 attributes")]
    [InlineData("a.arff", "@relation r\n@attribute x numeric\n@attribute y {a,b}\n@data\n{7 1}\n", "is not the index of an attribute")]
    [InlineData("a.arff", "@relation r\n@attribute x numeric\n@attribute y {a,a}\n@data\n1,a\n", "lists the value 'a' twice")]
    [InlineData("a.arff", "@relation r\n@attribute x numeric\n@attribute y {a,b}\n@data\n{0 1, 0 2}\n", "the attribute 0 is given twice")]
    [InlineData("a.arff", "hello\n", "neither @relation")]
    [InlineData("a.arff", "@relation r\n", "is not an ARFF file with data")]
    [InlineData("a.arff", "@relation r\n@data\n1\n", "the data begin before any attribute")]
    [InlineData("a.npy", "NUMPY", "ends after")]
    [InlineData("a.bin", "not an idx file", "is no .csv or .arff table with a column to predict")]
    public void BadFiles_AreOneLine(string name, string content, string message)
    {
        string path = Write(name, content);
        string[] targets = name == "a.csv" ? ["y"] : [];
        UserInputException error = Assert.Throws<UserInputException>(() => DataFiles.Read(path, name.EndsWith("npy", StringComparison.Ordinal) ? path : null, null, null, targets, false));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "is not an NPY file of numbers")]
    [InlineData("{'descr': '>f8', 'fortran_order': False, 'shape': (2,), }", "little-endian")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999,), }", "must have positive dimensions")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (100000,100000), }", "must have positive dimensions")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (), }", "must have positive dimensions")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", "ends after 16 of 24 bytes")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", "goes on after the 8 bytes of data")]
    [InlineData("{'descr': '<f8', 'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "is not an NPY file of numbers")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'shape': (1,), }", "is not an NPY file of numbers")]
    public void BadNpy_IsOneLine(string header, string message)
    {
        string path = Npy("x.npy", header, new byte[16]);
        Assert.Contains(message, Assert.Throws<UserInputException>(() => NpyFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnIdxFileThatGoesOn_AndAPipe_AreRefused()
    {
        File.WriteAllBytes(At("more.idx"), [0, 0, 8, 1, 0, 0, 0, 2, 1, 2, 3]);
        Assert.Contains("goes on after the 2 bytes", Assert.Throws<UserInputException>(() => IdxFile.Read(At("more.idx"))).Message, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            using System.Diagnostics.Process make = System.Diagnostics.Process.Start("mkfifo", At("pipe.idx"));
            make.WaitForExit();
            Assert.Contains("is a pipe", Assert.Throws<UserInputException>(() => IdxFile.Read(At("pipe.idx"))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void UnknownClassInTheTest_IsNamed()
    {
        string train = Write("train.csv", "x,y\n1,a\n2,b\n");
        string test = Write("test.csv", "x,y\n1,c\n2,b\n");
        Assert.Contains(
            "the class c is not among those for training: a, b",
            Assert.Throws<UserInputException>(() => DataFiles.Read(train, null, test, null, ["y"], false)).Message,
            StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private string Write(string name, string content)
    {
        File.WriteAllText(At(name), content);
        return At(name);
    }

    private string Npy(string name, string header, byte[] data)
    {
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        File.WriteAllBytes(At(name), [0x93, .. "NUMPY"u8, 1, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. data]);
        return At(name);
    }
}
