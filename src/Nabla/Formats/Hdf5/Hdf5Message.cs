namespace Nabla.Formats;

/// <summary>What a message of an object header is about.</summary>
enum Hdf5MessageKind
{
    Nothing = 0x00,
    Space = 0x01,
    LinkInfo = 0x02,
    Type = 0x03,
    OldFill = 0x04,
    Fill = 0x05,
    Link = 0x06,
    ExternalFiles = 0x07,
    Layout = 0x08,
    GroupInfo = 0x0A,
    Filters = 0x0B,
    Attribute = 0x0C,
    Comment = 0x0D,
    OldTime = 0x0E,
    SharedTable = 0x0F,
    Continuation = 0x10,
    SymbolTable = 0x11,
    Time = 0x12,
    TreeSizes = 0x13,
    Driver = 0x14,
    AttributeInfo = 0x15,
    Count = 0x16,
    FreeSpace = 0x17,
}

/// <summary>A message of an object header.</summary>
/// <param name="kind">What it is about.</param>
/// <param name="isShared">Whether the body names the place of the message instead of holding it.</param>
/// <param name="order">When it was added, where the header keeps that.</param>
/// <param name="body">Its fields.</param>
sealed class Hdf5Message(Hdf5MessageKind kind, bool isShared, int order, Hdf5Cursor body)
{
    public Hdf5MessageKind Kind => kind;

    public bool IsShared => isShared;

    public int Order => order;

    /// <summary>Its fields, from the first one on each time.</summary>
    public Hdf5Cursor Body => body.At(0);
}
