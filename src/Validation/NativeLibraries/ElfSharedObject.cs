using System.Buffers.Binary;
using System.Text;

namespace Theory.Validation.NativeLibraries;

/// <summary>
/// Edits what a 64-bit little-endian ELF shared object asks of the dynamic loader: needed symbol versions and imported symbols.
/// </summary>
/// <remarks>
/// Only fields of fixed size are overwritten, so nothing in the file moves. Every offset is checked against the file before it is
/// used. Structures and constants: System V ABI, and the "Symbol Versioning" chapter of the Linux Standard Base.
/// </remarks>
internal sealed class ElfSharedObject
{
    private const int HeaderSize = 64;
    private const int SectionHeaderSize = 64;
    private const int SymbolSize = 24;
    private const uint DynamicSymbols = 11;
    private const uint VersionOfSymbols = 0x6fffffff;
    private const uint VersionsNeeded = 0x6ffffffe;
    private const ushort WeakVersion = 0x2;

    private readonly byte[] _image;
    private readonly Section _symbols;
    private readonly Section _symbolVersions;
    private readonly Section _neededVersions;
    private readonly Section _strings;

    /// <summary>Reads a copy of <paramref name="image"/>.</summary>
    /// <exception cref="ElfLayoutException">It is not a 64-bit little-endian shared object with versioned dynamic symbols.</exception>
    public ElfSharedObject(ReadOnlySpan<byte> image)
    {
        _image = image.ToArray();
        if (image.Length < HeaderSize || !image[..7].SequenceEqual("\u007fELF\u0002\u0001\u0001"u8))
        {
            throw new ElfLayoutException("not a 64-bit little-endian ELF file");
        }

        var sections = ReadSections();
        _symbols = Only(sections, DynamicSymbols, "dynamic symbol table");
        _symbolVersions = Only(sections, VersionOfSymbols, "table of symbol versions");
        _neededVersions = Only(sections, VersionsNeeded, "table of needed versions");
        _strings = _symbols.Link < sections.Count
            ? sections[(int)_symbols.Link]
            : throw new ElfLayoutException("the dynamic symbol table names no string table");
        if (_symbolVersions.Size / 2 != _symbols.Size / SymbolSize)
        {
            throw new ElfLayoutException("the dynamic symbols and their versions differ in number");
        }
    }

    /// <summary>The edited file.</summary>
    public byte[] ToArray() => (byte[])_image.Clone();

    /// <summary>Lets the loader accept the library when a needed version is absent.</summary>
    /// <exception cref="ElfLayoutException">The version is not needed by this library.</exception>
    public void MakeVersionWeak(string version)
    {
        int entry = FindNeededVersion(version);
        WriteUInt16(entry + 4, (ushort)(ReadUInt16(entry + 4) | WeakVersion));
    }

    /// <summary>Binds an imported symbol to another one that the library imports too, with that one's version.</summary>
    /// <exception cref="ElfLayoutException">One of the two is not an imported symbol of this library.</exception>
    public void RedirectImport(string symbol, string target)
    {
        int from = FindImport(symbol);
        int to = FindImport(target);
        WriteUInt32(SymbolOffset(from), ReadUInt32(SymbolOffset(to)));
        WriteUInt16(VersionOffset(from), ReadUInt16(VersionOffset(to)));
    }

    /// <summary>The imported symbols that are bound to a version.</summary>
    /// <exception cref="ElfLayoutException">The version is not needed by this library.</exception>
    public IReadOnlyList<string> ImportsOfVersion(string version)
    {
        ushort index = ReadUInt16(FindNeededVersion(version) + 6);
        return [.. Enumerable.Range(0, _symbols.Size / SymbolSize)
            .Where(i => ReadUInt16(VersionOffset(i)) == index)
            .Select(i => ReadString(ReadUInt32(SymbolOffset(i))))];
    }

    private List<Section> ReadSections()
    {
        int table = ToOffset(ReadUInt64(0x28));
        int count = ReadUInt16(0x3c);
        if (ReadUInt16(0x3a) != SectionHeaderSize)
        {
            throw new ElfLayoutException("section headers have an unexpected size");
        }

        var sections = new List<Section>(count);
        for (int i = 0; i < count; i++)
        {
            int header = table + (i * SectionHeaderSize);
            uint type = ReadUInt32(header + 4);
            const uint occupiesNoFileSpace = 8;
            int size = type == occupiesNoFileSpace ? 0 : ToOffset(ReadUInt64(header + 0x20));
            int offset = ToOffset(ReadUInt64(header + 0x18));
            if (offset > _image.Length - size)
            {
                throw new ElfLayoutException($"section {i} reaches beyond the end of the file");
            }

            sections.Add(new Section(type, offset, size, ReadUInt32(header + 0x28)));
        }

        return sections;
    }

    private int FindNeededVersion(string version)
    {
        // Verneed (one a library) and Vernaux (one a version) are chained by relative offsets; 0 ends a chain.
        for (int library = 0, hops = 0; hops <= _neededVersions.Size; hops++)
        {
            int entry = library + ToOffset(ReadUInt32(InNeededVersions(library) + 8));
            int entries = ReadUInt16(InNeededVersions(library) + 2);
            for (int i = 0; i < entries; i++)
            {
                int position = InNeededVersions(entry);
                if (ReadString(ReadUInt32(position + 8)) == version)
                {
                    return position;
                }

                entry += ToOffset(ReadUInt32(position + 12));
            }

            int next = ToOffset(ReadUInt32(InNeededVersions(library) + 12));
            if (next == 0)
            {
                break;
            }

            library += next;
        }

        throw new ElfLayoutException($"the version {version} is not needed by this library");
    }

    private int FindImport(string name)
    {
        for (int i = 1; i < _symbols.Size / SymbolSize; i++)
        {
            bool isImport = ReadUInt16(SymbolOffset(i) + 6) == 0;
            if (isImport && ReadString(ReadUInt32(SymbolOffset(i))) == name)
            {
                return i;
            }
        }

        throw new ElfLayoutException($"the symbol {name} is not imported by this library");
    }

    private int SymbolOffset(int index) => _symbols.Offset + (index * SymbolSize);

    private int VersionOffset(int index) => _symbolVersions.Offset + (index * 2);

    private int InNeededVersions(int relative) =>
        relative >= 0 && relative <= _neededVersions.Size - 16
            ? _neededVersions.Offset + relative
            : throw new ElfLayoutException("the table of needed versions is damaged");

    private string ReadString(uint offset)
    {
        if (offset >= _strings.Size)
        {
            throw new ElfLayoutException("a name lies outside the string table");
        }

        var tail = _image.AsSpan(_strings.Offset + (int)offset, _strings.Size - (int)offset);
        int length = tail.IndexOf((byte)0);
        return length < 0 ? throw new ElfLayoutException("a name does not end") : Encoding.ASCII.GetString(tail[..length]);
    }

    private ushort ReadUInt16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(offset, 2));

    private uint ReadUInt32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(offset, 4));

    private ulong ReadUInt64(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(offset, 8));

    private void WriteUInt16(int offset, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Bytes(offset, 2), value);

    private void WriteUInt32(int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Bytes(offset, 4), value);

    private Span<byte> Bytes(int offset, int length) =>
        offset >= 0 && offset <= _image.Length - length
            ? _image.AsSpan(offset, length)
            : throw new ElfLayoutException($"offset {offset} lies outside the file");

    private int ToOffset(ulong value) =>
        value <= (ulong)_image.Length ? (int)value : throw new ElfLayoutException($"offset {value} lies outside the file");

    private static Section Only(List<Section> sections, uint type, string name)
    {
        var found = sections.Where(section => section.Type == type).ToList();
        return found.Count == 1
            ? found[0]
            : throw new ElfLayoutException($"the file has {found.Count} sections of the kind '{name}', not one");
    }

    private readonly record struct Section(uint Type, int Offset, int Size, uint Link);
}
