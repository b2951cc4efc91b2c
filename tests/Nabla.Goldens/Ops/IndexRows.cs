namespace Nabla.Goldens.Ops;

/// <summary>Taking and placing elements by index.</summary>
static class IndexRows
{
    public static void Add(OpTable table)
    {
    }
}
