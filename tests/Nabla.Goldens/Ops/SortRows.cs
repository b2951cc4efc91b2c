namespace Nabla.Goldens.Ops;

/// <summary>Order, search and counting.</summary>
static class SortRows
{
    public static void Add(OpTable table)
    {
    }
}
