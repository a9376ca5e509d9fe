namespace Theory.Validation.NativeLibraries;

/// <summary>A file is not the ELF shared object that an edit expects; nothing has been changed.</summary>
internal sealed class ElfLayoutException(string message) : Exception(message);
